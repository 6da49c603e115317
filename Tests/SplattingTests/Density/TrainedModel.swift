import Splatting
import Tensors

/// Gaussians that an optimiser has moved once, so that every row of every parameter has moments of its own.
struct TrainedModel {
  let gaussians: OptimizedGaussians
  let labels: Parameter
  /// Follows the Gaussians without being optimised.
  let numbers: Parameter

  var model: GaussianModel { gaussians.model }
  var optimizer: Adam { gaussians.optimizer }

  /// Every parameter by its name in the optimiser, the unoptimised one included.
  var parameters: [(name: String, parameter: Parameter)] {
    model.namedParameters().map { ("hand.\($0.name)", $0.parameter) } + gaussians.companions
  }

  /// - Parameters:
  ///   - scales: of each Gaussian, all axes alike.
  ///   - opacities: of each Gaussian.
  init(scales: [Float], opacities: [Float], degree: Int = 1, seed: UInt64 = 1) {
    let count = scales.count
    let generator = RandomGenerator(seed: seed)
    func draw(_ shape: [Int]) -> Tensor { .randomNormal(shape, generator: generator) }
    let model = GaussianModel(
      means: draw([count, 3]), rotations: draw([count, 4]),
      logScales: Tensor(scales, shape: [count, 1]).log().repeated([1, 3]),
      opacityLogits: Tensor(opacities).log() - (1 - Tensor(opacities)).log(),
      baseHarmonics: draw([count, 1, 3]), higherHarmonics: draw([count, (degree + 1) * (degree + 1) - 1, 3]))
    labels = Parameter(draw([count, 2]))
    numbers = Parameter(Tensor((0..<count).map(Float.init)))
    let optimized = model.namedParameters().map { ("hand.\($0.name)", $0.parameter) } + [("labels", labels)]
    let optimizer = Adam([
      Adam.Group(name: "means", parameters: [optimized[0]], learningRate: 1e-6),
      Adam.Group(name: "rest", parameters: Array(optimized.dropFirst()), learningRate: 1e-6),
    ])
    for (_, parameter) in optimized { (parameter.value * draw(parameter.value.shape)).sum().backward() }
    optimizer.step()
    gaussians = OptimizedGaussians(
      model, optimizer: optimizer, prefix: "hand.", companions: [("labels", labels), ("numbers", numbers)])
  }

  /// The rows that Gaussians had before, as the companion that counts them tells.
  var origins: [Int] { numbers.value.floats().map { Int($0) } }

  /// The moments of a parameter's rows, first and second, one after the other.
  func moments(_ name: String) -> [[Float]] {
    let state = optimizer.state()
    return ["first", "second"].compactMap { state["\(name).\($0)"]?.floats() }
  }

  /// Whether the moments of `row` are all zero, or none are, or some; over all optimised parameters.
  func zeroMoments(row: Int) -> [Bool] {
    parameters.filter { $0.name != "numbers" && $0.parameter.value.count > 0 }.flatMap { name, parameter in
      let width = parameter.value.count / model.count
      return moments(name).map { values in
        values[row * width..<(row + 1) * width].allSatisfy { $0 == 0 }
      }
    }
  }

  /// A rendering that saw these Gaussians as told.
  static func rendering(gradients: [SIMD2<Float>], radii: [Float], absolute: [SIMD2<Float>]? = nil)
    -> Rendering
  {
    func tensor(_ vectors: [SIMD2<Float>]) -> Tensor {
      Tensor(vectors.flatMap { [$0.x, $0.y] }, shape: [vectors.count, 2])
    }
    let screen = (mean: tensor(gradients), absolute: tensor(absolute ?? gradients))
    return Rendering(
      color: .zeros([1, 1, 3]), depth: .zeros([1, 1]), alpha: .zeros([1, 1]), extra: nil,
      radii: Tensor(radii),
      screen: ScreenGradients { screen })
  }

  /// A camera of 200 x 100 pixels: gradients by pixel count 100 times along x and 50 times along y.
  static let camera = Camera(lookingAt: .zero, from: [3, 0, 0], width: 200, height: 100, focalLength: 100)
}
