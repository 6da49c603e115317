import Files
import Foundation
import Images

/// Which frames of a video are imported, and at what size.
public struct FrameSelection: Sendable, Equatable {
  /// How large the frames become; the picture's shape stays.
  public enum Size: Sendable, Equatable {
    /// The longer side, pixels; smaller pictures stay as they are.
    case longerSide(Int)
    /// Columns and rows, of the video's own shape to within 2 %.
    case exact(ImageSize)
  }

  /// Frames a second at most; the video's own rate where it is less, or without one.
  public var frameRate: Double?
  /// The size; the video's own without one.
  public var size: Size?
  /// Where to begin, seconds.
  public var start: Double
  /// Where to end, seconds; at the end of the video without one.
  public var end: Double?

  /// Chooses frames; by default all.
  public init(frameRate: Double? = nil, size: Size? = nil, start: Double = 0, end: Double? = nil) {
    self.frameRate = frameRate
    self.size = size
    self.start = start
    self.end = end
  }

  /// The rate at which `video` is imported, frames a second.
  func rate(of video: VideoReader) -> Double { min(frameRate ?? video.frameRate, video.frameRate) }

  /// The frames of `video` that are taken, in order.
  ///
  /// - Throws: ``Files/FileError`` where the part asked for is not in the video, or fewer than two frames are.
  func indices(in video: VideoReader) throws -> [Int] {
    let duration = Double(video.frameCount) / video.frameRate
    let last = end ?? duration
    let length = String(format: "%.2f s long", duration)
    guard start >= 0, start < duration, last <= duration + 0.5 / video.frameRate else {
      throw FileError(
        video.url, "is \(length); it does not hold \(start) s to \(last) s",
        remedy: "change --start and --end")
    }
    guard start < last else {
      throw FileError(video.url, "the end at \(last) s is not after the start at \(start) s")
    }
    let rate = rate(of: video)
    let count = Int(((last - start) * rate - 1e-6).rounded(.up))
    let indices = (0..<max(count, 0)).map {
      Int(((start + Double($0) / rate) * video.frameRate + 1e-6).rounded(.down))
    }
    let inside = indices.filter { $0 < video.frameCount }
    guard inside.count > 1 else {
      throw FileError(
        video.url, "gives \(inside.count) frame; a capture needs at least 2",
        remedy: video.frameCount > 1 ? "take a longer part or a higher --fps" : "record a video")
    }
    return inside
  }

  /// The size of the imported frames of `video`.
  ///
  /// - Throws: ``Files/FileError`` where the size asked for would change the picture's shape.
  func frameSize(of video: VideoReader) throws -> ImageSize {
    let (width, height) = (Double(video.size.width), Double(video.size.height))
    switch size {
    case nil: return video.size
    case .longerSide(let side):
      let scale = min(1, Double(side) / max(width, height))
      return ImageSize(
        width: max(1, Int((width * scale).rounded())), height: max(1, Int((height * scale).rounded())))
    case .exact(let size):
      let shape = (Double(size.width) / Double(size.height)) / (width / height)
      guard abs(shape - 1) < 0.02 else {
        throw FileError(
          video.url, "has \(video.size) pixels; \(size) would change the picture's shape",
          remedy: "name the longer side alone")
      }
      return size
    }
  }
}
