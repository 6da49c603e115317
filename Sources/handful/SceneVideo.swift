import Captures
import Foundation
import Images

/// A video of views, rendered one after the other.
struct SceneVideo {
  /// At least one.
  let views: [TimedCamera]
  /// Frames a second.
  let frameRate: Double

  /// Writes an MP4 of what `image` gives for each view, all of the first one's size.
  /// - Throws: `FileError` if it cannot be written, and what `image` throws.
  func write(to url: URL, _ image: (TimedCamera) throws -> Image) async throws {
    let size = ImageSize(width: views[0].camera.width, height: views[0].camera.height)
    let line = ProgressLine()
    defer { line.end() }
    try await VideoWriter.write(to: url, size: size, frameRate: frameRate) { writer in
      for (index, view) in views.enumerated() {
        try await writer.append(image(view))
        line.show("view \(index + 1) of \(views.count)", final: index + 1 == views.count)
      }
    }
  }
}
