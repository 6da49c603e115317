import Images
import Splatting

/// Takes points of what does not move from rendered frames, as structure from motion would find them.
struct PointSampler {
  /// The points so far.
  private(set) var cloud = PointCloud()
  private let configuration: SynthesisConfiguration
  private var generator: SeededGenerator

  init(_ configuration: SynthesisConfiguration) {
    self.configuration = configuration
    generator = SeededGenerator(seed: configuration.seed, stream: 1)
  }

  /// Adds the share of points of one frame, at random pixels that show the background.
  mutating func add(_ view: RenderedView, camera: Camera, frame: Int) {
    let background = view.labels.values.indices.filter {
      view.labels.values[$0] == 0 && view.depth.values[$0] > 0
    }
    guard !background.isEmpty else { return }
    let (all, frames) = (configuration.points, configuration.frames)
    let cameraToWorld = camera.worldToCamera.inverse
    for _ in 0..<all * (frame + 1) / frames - all * frame / frames {
      let pixel = background[Int(generator.uniform() * Double(background.count))]
      let center = SIMD2(Double(pixel % camera.width), Double(pixel / camera.width)) + 0.5
      let ray = (center - camera.principalPoint) / camera.focalLength
      let point = SIMD3(ray.x, ray.y, 1) * Double(view.depth.values[pixel])
      let noisy = cameraToWorld * point + generator.normalVector() * configuration.pointNoise
      let color = view.image.values[pixel * 3..<pixel * 3 + 3]
      cloud.positions.append(SIMD3<Float>(noisy))
      cloud.colors.append(SIMD3(color[pixel * 3], color[pixel * 3 + 1], color[pixel * 3 + 2]))
    }
  }
}
