import Files
import Foundation

extension VideoReader {
  /// What frames are written as.
  public enum FrameFormat: Sendable {
    /// Pictures in colour, JPEGs of high quality.
    case pictures
    /// 16-bit grey PNGs with the values of the video's own pixels, such as depth in millimetres.
    case depth

    fileprivate var fileExtension: String { self == .pictures ? "jpg" : "png" }

    fileprivate var arguments: [String] {
      self == .pictures ? ["-qscale:v", "2"] : ["-pix_fmt", "gray16be"]
    }
  }

  /// How many frames there are at another rate.
  public func frameCount(at rate: Double) -> Int {
    abs(rate - frameRate) < 0.01 ? frameCount : Int((Double(frameCount) * rate / frameRate).rounded())
  }

  /// Writes frames as files that are named by their numbers, with five digits.
  ///
  /// - Parameters:
  ///   - frames: The first frame and the end, at `rate`.
  ///   - stride: Every how manieth of them.
  ///   - rate: Frames a second; the video's are repeated or left out to meet it.
  ///   - format: What they are written as.
  ///   - folder: An existing folder.
  /// - Returns: The files in order.
  /// - Throws: ``FileError`` where ffmpeg fails or gives fewer frames.
  public nonisolated(nonsending) func writeFrames(
    _ frames: Range<Int>, stride: Int = 1, rate: Double, as format: FrameFormat, to folder: URL
  ) async throws -> [URL] {
    let numbers = Array(Swift.stride(from: frames.lowerBound, to: frames.upperBound, by: stride))
    guard let first = numbers.first, let last = numbers.last else { return [] }
    let chosen = "select=between(n\\,\(first)\\,\(last))*not(mod(n-\(first)\\,\(stride)))"
    let part = { (index: Int) in folder.appending(path: String(format: "part-%05d", index)) }
    let pattern = folder.appending(path: "part-%05d.\(format.fileExtension)").path
    let arguments =
      ["-v", "error", "-nostdin", "-xerror", "-y", "-i", url.path, "-map", "0:v:0"]
      + ["-vf", "fps=\(rate),\(chosen)", "-fps_mode", "passthrough", "-frames:v", "\(numbers.count)"]
      + ["-start_number", "0"] + format.arguments + [pattern]
    _ = try await tools.output(of: tools.ffmpeg, arguments, about: url)
    return try numbers.enumerated().map { index, number in
      let written = part(index).appendingPathExtension(format.fileExtension)
      let named = folder.appending(path: String(format: "%05d.\(format.fileExtension)", number))
      guard FileManager.default.fileExists(atPath: written.path) else {
        throw FileError(url, "is cut short: \(index) of \(numbers.count) frames can be decoded")
      }
      guard rename(written.path, named.path) == 0 else {
        throw FileError(named, cannot: "write", because: errno)
      }
      return named
    }
  }
}
