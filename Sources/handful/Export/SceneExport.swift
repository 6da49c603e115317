import Captures
import Files
import Methods
import Splatting
import Tensors

/// What is to be written of a scene, in its new place.
struct SceneExport {
  let scene: Scene
  let layers: Set<String>?
  let transform: SimilarityTransform

  /// The Gaussians at `time`.
  func model(at time: Double) -> GaussianModel {
    withoutGradients { GaussianModel(scene.gaussians(at: time, layers: layers).transformed(by: transform)) }
  }

  /// What a file of the Gaussians at `time` should tell.
  func comments(at time: Double) -> [String] {
    ["scene \(scene.origin.capture)", "method \(scene.origin.method)", "time \(time)"]
  }

  /// The recorded and held-out cameras.
  /// - Throws: `FileError` where there are none.
  func cameras() throws -> [NamedCamera] {
    let views = scene.views.filter { $0.role != .novel }
    guard !views.isEmpty else { throw FileError(scene.origin.capture, "its scene has no recorded views") }
    return views.map {
      NamedCamera(name: "\($0.name).png", camera: $0.camera.transformed(by: transform), time: $0.time)
    }
  }

  /// The middles of the more opaque Gaussians at `time` with their colours.
  func points(at time: Double) -> PointCloud {
    withoutGradients {
      let gaussians = scene.gaussians(at: time, layers: layers).transformed(by: transform)
      let seen = gaussians.opacities .> 0.5
      let positions = gaussians.means[seen].floats()
      let colors = (gaussians.harmonics[.all, 0] * SphericalHarmonics.Factor.degree0 + 0.5)
        .clamped(min: 0, max: 1)[seen].floats()
      func vectors(_ values: [Float]) -> [SIMD3<Float>] {
        stride(from: 0, to: values.count, by: 3).map { [values[$0], values[$0 + 1], values[$0 + 2]] }
      }
      return PointCloud(positions: vectors(positions), colors: vectors(colors))
    }
  }

  /// The times of the recorded views, each once, in order; 0 where there are none.
  var recordedTimes: [Double] {
    let times = Set(scene.views.filter { $0.role != .novel }.map(\.time)).sorted()
    return times.isEmpty ? [0] : times
  }

  /// `count` times from 0 to 1.
  static func evenTimes(_ count: Int) -> [Double] {
    (0..<count).map { count == 1 ? 0 : Double($0) / Double(count - 1) }
  }
}
