import Captures
import Foundation
import Methods
import Splatting

/// A synthesised capture on disk, for benchmarks that train.
struct SampleCapture {
  /// Columns and rows of an image.
  let size: (width: Int, height: Int)
  /// Scene points, and so Gaussians at the start.
  let points: Int

  /// Writes four frames of a hand and a mug, and the points, to `folder`.
  /// - Throws: `FileError` if something cannot be written.
  func write(to folder: URL) throws {
    var configuration = SynthesisConfiguration()
    (configuration.width, configuration.height) = size
    (configuration.frames, configuration.novelViews) = (4, 0)
    (configuration.points, configuration.samplesPerSide) = (points, 1)
    try Synthesizer.write(configuration, to: folder)
  }

  /// What training takes of the capture in `folder`.
  /// - Throws: `FileError` if something cannot be read.
  static func read(_ folder: URL) throws -> TrainingCapture {
    try TrainingCapture(CaptureReader().read(folder))
  }
}
