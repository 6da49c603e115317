import Methods
import Splatting
import Tensors
import Viewer

/// A small scene of three layers, of which one moves, with harmonics of different degrees.
enum SampleScene {
  static let size = (width: 160, height: 120)
  static let times = [0, 0.25, 0.5, 0.75, 1.0]

  static var viewed: ViewedScene {
    let layers: [any SceneLayer] = [
      StaticLayer(name: "background", model: background, degree: 3),
      SlidingLayer(name: "object", model: blob(at: [-0.3, 0, 0], seed: 2, degree: 1), degree: 1),
      StaticLayer(name: "hand", model: blob(at: [0.4, -0.2, 0.2], seed: 3, degree: 0), degree: 0),
    ]
    let origin = Scene.Origin(
      method: "sample", capture: "sample", split: "all", downscale: 1, iterations: 1, seed: 1)
    return ViewedScene(
      name: "sample", scene: Scene(origin: origin, layers: layers, background: [0.1, 0.2, 0.3], views: views))
  }

  private static var views: [SceneView] {
    times.map { time in
      SceneView(
        name: "view-\(time)", role: .train,
        camera: Camera(
          lookingAt: [0.1, 0, 0], from: [time - 0.5, -2.5, 0.8], width: size.width, height: size.height,
          focalLength: 150), time: time)
    }
  }

  /// A wall of flat, coloured Gaussians, shining in ways that depend on the direction.
  private static var background: GaussianModel {
    let positions = (0..<400).map { index -> SIMD3<Float> in
      let (column, row) = (Float(index % 20), Float(index / 20))
      return SIMD3(column / 8 - 1.2, 1, row / 10 - 0.9)
    }
    return model(positions, seed: 1, degree: 3, logScale: -2.6)
  }

  private static func blob(at center: SIMD3<Float>, seed: UInt64, degree: Int) -> GaussianModel {
    var numbers = Numbers(state: seed &* 77)
    let positions = (0..<150).map { _ -> SIMD3<Float> in
      let offset = SIMD3<Float>(numbers.next(), numbers.next(), numbers.next())
      return center + offset * 0.25
    }
    return model(positions, seed: seed, degree: degree, logScale: -3)
  }

  /// Gaussians of any direction, colour and opacity at `positions`.
  static func model(
    _ positions: [SIMD3<Float>], seed: UInt64, degree: Int, logScale: Float
  ) -> GaussianModel {
    var numbers = Numbers(state: seed)
    let count = positions.count
    func tensor(_ shape: [Int], _ scale: Float, around middle: Float = 0) -> Tensor {
      Tensor((0..<shape.reduce(1, *)).map { _ in middle + scale * numbers.next() }, shape: shape)
    }
    return GaussianModel(
      means: Tensor(positions.flatMap { [$0.x, $0.y, $0.z] }, shape: [count, 3]),
      rotations: tensor([count, 4], 1), logScales: tensor([count, 3], 0.8, around: logScale),
      opacityLogits: tensor([count], 3, around: 1), baseHarmonics: tensor([count, 1, 3], 1.5),
      higherHarmonics: tensor([count, SphericalHarmonics.count(degree: degree) - 1, 3], 0.3))
  }
}

/// Numbers in -1...1 that are always the same.
private struct Numbers {
  var state: UInt64

  mutating func next() -> Float {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(state >> 40) / Float(1 << 23) - 1
  }
}
