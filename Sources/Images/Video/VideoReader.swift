import Files
import Foundation
import Subprocess

/// A video file: what it holds, and its frames one at a time.
public struct VideoReader: Sendable {
  /// The file.
  public let url: URL
  /// The size of the frames, as they are shown: a recording held upright is upright.
  public let size: ImageSize
  /// Frames a second, on average.
  public let frameRate: Double
  /// How many frames the file holds.
  public let frameCount: Int
  let tools: VideoTools

  /// Finds out what a video file holds.
  ///
  /// - Throws: ``FileError`` where it is missing or no video, or where ffprobe is missing.
  public init(_ url: URL, tools: VideoTools = VideoTools()) async throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw FileError(url, cannot: "read", because: ENOENT)
    }
    if isFolder.boolValue { throw FileError(url, cannot: "read", because: EISDIR) }
    let arguments = [
      "-v", "error", "-select_streams", "v:0", "-count_packets", "-of", "json", "-show_entries",
      "stream=width,height,avg_frame_rate,nb_read_packets:stream_side_data=rotation", url.path,
    ]
    let text = try await tools.output(of: tools.ffprobe, arguments, about: url)
    guard let stream = VideoProbe(text)?.streams.first, let size = stream.shownSize,
      let frameRate = stream.frameRate, let frameCount = stream.frameCount
    else { throw FileError(url, "holds no video") }
    self.url = url
    self.size = size
    self.frameRate = frameRate
    self.frameCount = frameCount
    self.tools = tools
  }

  /// Hands the frames to `body` one after the other, in colour; the next one is read meanwhile, no more are in memory.
  ///
  /// - Parameters:
  ///   - indices: Which frames to hand out; all by default.
  ///   - size: The size to have them in, where it is not their own (averaged over areas).
  ///   - body: Takes the index of a frame and the frame.
  /// - Throws: ``FileError`` where ffmpeg fails or the file is cut short; what `body` throws.
  public nonisolated(nonsending) func forEachFrame(
    in indices: Range<Int>? = nil, size: ImageSize? = nil,
    _ body: nonisolated(nonsending) (Int, Image) async throws -> Void
  ) async throws {
    let indices = (indices ?? 0..<frameCount).clamped(to: 0..<frameCount)
    if indices.isEmpty { return }
    let size = size ?? self.size
    let arguments = arguments(indices, size)
    let result = try await VideoTools.telling(tools.ffmpeg) {
      try await run(
        VideoTools.executable(tools.ffmpeg), arguments: Arguments(arguments), input: .none,
        output: .sequence, error: .string(limit: VideoTools.errorLimit)
      ) { execution in
        let stream = FrameStream(execution.standardOutput, size: size)
        var index = indices.lowerBound
        var current = try await stream.next()
        while let frame = current {
          // The next one is decoded while this one is worked on.
          async let following = stream.next()
          try await body(index, frame)
          index += 1
          current = try await following
        }
        return index
      }
    }
    try VideoTools.check(result.terminationStatus, result.standardError, tools.ffmpeg, url)
    if result.closureResult < indices.upperBound {
      throw FileError(url, "is cut short: \(result.closureResult) of \(frameCount) frames can be decoded")
    }
  }

  private func arguments(_ indices: Range<Int>, _ size: ImageSize) -> [String] {
    let chosen = "select=between(n\\,\(indices.lowerBound)\\,\(indices.upperBound - 1))"
    let filters = chosen + ",scale=\(size.width):\(size.height):flags=area"
    return [
      "-v", "error", "-nostdin", "-xerror", "-i", url.path, "-map", "0:v:0", "-vf", filters, "-fps_mode",
      "passthrough", "-frames:v", "\(indices.count)", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1",
    ]
  }
}
