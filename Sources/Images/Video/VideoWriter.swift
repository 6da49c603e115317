import Files
import Foundation
import Subprocess

/// A video being written, a frame at a time: H.264 in MP4, which all browsers play.
public final class VideoWriter {
  /// The size of each frame.
  public let size: ImageSize
  /// How many frames were appended.
  public private(set) var frameCount = 0
  private let url: URL
  private let input: StandardInputWriter

  private init(_ url: URL, size: ImageSize, input: StandardInputWriter) {
    self.url = url
    self.size = size
    self.input = input
  }

  /// Writes a video atomically from the frames that `body` appends.
  ///
  /// Odd sizes get a black column or row at the right or the bottom, as the format needs even ones.
  ///
  /// - Parameters:
  ///   - url: The file to write.
  ///   - size: The size of each frame.
  ///   - frameRate: Frames a second.
  ///   - quality: The encoder's constant rate factor: 0 is lossless, 18 nearly looks so, 51 is worst.
  ///   - tools: The programs to use.
  ///   - body: Appends the frames.
  /// - Throws: ``FileError`` where ffmpeg is missing or fails or no frame was appended; what `body` throws.
  public nonisolated(nonsending) static func write(
    to url: URL, size: ImageSize, frameRate: Double = 30, quality: Int = 18,
    tools: VideoTools = VideoTools(),
    _ body: nonisolated(nonsending) (VideoWriter) async throws -> Void
  ) async throws {
    precondition(size.width > 0 && size.height > 0 && frameRate > 0, "a video has pixels and a frame rate")
    _ = brokenPipesAreErrors
    try await AtomicFile.replace(url) { temporary in
      let arguments = arguments(size, frameRate, quality, temporary)
      let result = try await VideoTools.telling(tools.ffmpeg) {
        try await run(
          VideoTools.executable(tools.ffmpeg), arguments: Arguments(arguments), input: .inputWriter,
          output: .discarded, error: .string(limit: VideoTools.errorLimit)
        ) { execution in
          let writer = VideoWriter(url, size: size, input: execution.standardInputWriter)
          return await writer.outcome(of: body)
        }
      }
      // Where ffmpeg ended early, what it says explains more than the broken pipe that `body` met.
      try VideoTools.check(result.terminationStatus, result.standardError, tools.ffmpeg, url)
      if let error = result.closureResult.error { throw error }
      if result.closureResult.frameCount == 0 { throw FileError(url, "cannot write a video without frames") }
    }
  }

  /// Appends a frame: grey, coloured, or with alpha, which is laid over black.
  ///
  /// - Throws: ``FileError`` where the frame's size is not the video's; an error where ffmpeg has ended.
  public nonisolated(nonsending) func append(_ image: Image) async throws {
    guard image.size == size else {
      throw FileError(url, "frame \(frameCount) has \(image.size) pixels, not the video's \(size)")
    }
    let colors = image.composited(over: .zero).expanded(to: 3).quantized(UInt8.self)
    guard try await input.write(colors.values) == colors.values.count else {
      throw FileError(url, "ffmpeg ended before the video did")
    }
    frameCount += 1
  }

  /// What became of writing the frames.
  private struct Outcome {
    var frameCount: Int
    var error: (any Error)?
  }

  private nonisolated(nonsending) func outcome(
    of body: nonisolated(nonsending) (VideoWriter) async throws -> Void
  ) async -> Outcome {
    do {
      try await body(self)
      return Outcome(frameCount: frameCount)
    } catch {
      return Outcome(frameCount: frameCount, error: error)
    }
  }

  private static func arguments(
    _ size: ImageSize, _ frameRate: Double, _ quality: Int, _ output: URL
  ) -> [String] {
    let filters = "pad=ceil(iw/2)*2:ceil(ih/2)*2,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"
    return [
      "-v", "error", "-nostdin", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size", "\(size)",
      "-framerate", "\(frameRate)", "-i", "pipe:0", "-vf", filters, "-c:v", "libx264", "-crf", "\(quality)",
      "-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv",
      "-movflags", "+faststart", "-f", "mp4", output.path,
    ]
  }

  /// Has a write to a program that ended give an error, where by default it would end this process.
  private static let brokenPipesAreErrors: Void = { _ = signal(SIGPIPE, SIG_IGN) }()
}
