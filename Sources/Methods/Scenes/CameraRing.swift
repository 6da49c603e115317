import Captures
import Splatting
import Tensors

/// Views around Gaussians of which nothing is known.
struct CameraRing {
  private let middle: SIMD3<Double>
  private let radius: Double

  private static let viewCount = 24
  /// Of so many Gaussians the middle is found as well as of all.
  private static let sampleCount = 50_000

  /// A ring around the middle of `model`, which holds a Gaussian at least: the median, and the distance from it
  /// that four fifths of the Gaussians keep.
  init(around model: GaussianModel) {
    let step = max(1, model.count / Self.sampleCount)
    let values = model.means[.range(0..<model.count, step: step)].floats()
    let points = stride(from: 0, to: values.count, by: 3).map {
      SIMD3(Double(values[$0]), Double(values[$0 + 1]), Double(values[$0 + 2]))
    }
    func median(_ axis: Int) -> Double { points.map { $0[axis] }.sorted()[points.count / 2] }
    let middle = SIMD3(median(0), median(1), median(2))
    self.middle = middle
    let distances = points.map { length($0 - middle) }.sorted()
    radius = max(distances[distances.count * 4 / 5], 1e-3)
  }

  /// Views from all sides, somewhat from above, of 800x600 pixels.
  var views: [SceneView] {
    let up: SIMD3<Double> = [0, -1, 0]
    let first = Camera(
      lookingAt: middle, from: middle + radius * ([0, 0, -2.4] + 0.8 * up), up: up, width: 800, height: 600,
      focalLength: 700)
    let cameras = (0..<Self.viewCount).map { index in
      let turn = RotationVector.matrix(up * (2 * Double.pi * Double(index) / Double(Self.viewCount)))
      return Camera(
        lookingAt: middle, from: middle + turn * (first.position - middle), up: up, width: first.width,
        height: first.height, focalLength: first.focalLength.x)
    }
    return cameras.enumerated().map { index, camera in
      SceneView(
        name: "ring\(index)", role: .test, camera: camera, time: Double(index) / Double(Self.viewCount))
    }
  }
}
