import Captures
import Foundation
import Methods
import Splatting
import TestSupport

/// Eight synthesised frames of 48x36, in memory.
struct TinyCapture: Sendable {
  let training: TrainingCapture
  let views: [SceneView]

  /// Rendered once for all tests.
  static let shared = Result { try TinyCapture() }

  private init() throws {
    let folder = try TemporaryFolder()
    var configuration = SynthesisConfiguration()
    (configuration.frames, configuration.width, configuration.height) = (8, 48, 36)
    (configuration.novelViews, configuration.points, configuration.samplesPerSide) = (0, 500, 1)
    let capture = try Synthesizer.write(configuration, to: folder.file("tiny"))
    training = try TrainingCapture(capture)
    views = capture.frames.map { SceneView(name: $0.name, role: .train, camera: $0.camera, time: $0.time) }
  }
}
