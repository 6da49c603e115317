import Captures
import Foundation
import Methods
import Splatting
import TestSupport

/// Eight synthesised frames of 48x36, in memory.
struct TinyCapture: Sendable {
  let frames: [TrainingFrame]
  let points: PointCloud
  let views: [SceneView]

  /// Rendered once for all tests.
  static let shared = Result { try TinyCapture() }

  private init() throws {
    let folder = try TemporaryFolder()
    var configuration = SynthesisConfiguration()
    (configuration.frames, configuration.width, configuration.height) = (8, 48, 36)
    (configuration.novelViews, configuration.points, configuration.samplesPerSide) = (0, 500, 1)
    let capture = try Synthesizer.write(configuration, to: folder.file("tiny"))
    frames = try FrameLoader(capture.frames).loadAll().enumerated().map { TrainingFrame($1, index: $0) }
    points = capture.points
    views = capture.frames.map { SceneView(name: $0.name, role: .train, camera: $0.camera, time: $0.time) }
  }
}
