import Foundation
import Splatting
import Tensors

/// How to draw a workload at random: Gaussians spread evenly over slightly more than the image and over depths of 2 to
/// 10, a horizontal field of view of 60 degrees, log-normal scales, random rotations, opacities even in 0.1...0.99.
public struct WorkloadRecipe: Sendable, Equatable {
  /// A short name.
  public var name: String
  /// How many Gaussians.
  public var count: Int
  /// Columns of the image.
  public var width: Int
  /// Rows of the image.
  public var height: Int
  /// Seeds all random numbers.
  public var seed: UInt64
  /// The median standard deviation on screen, pixels; its logarithm deviates by 0.5.
  public var medianScale: Double

  /// Puts a recipe together.
  public init(
    name: String, count: Int, width: Int, height: Int, seed: UInt64, medianScale: Double = 1.45
  ) {
    self.name = name
    self.count = count
    self.width = width
    self.height = height
    self.seed = seed
    self.medianScale = medianScale
  }

  /// The three sizes that rasterisers are compared on.
  public static let standard = [
    WorkloadRecipe(name: "W1", count: 10_000, width: 256, height: 256, seed: 1001),
    WorkloadRecipe(name: "W2", count: 100_000, width: 640, height: 480, seed: 1002),
    WorkloadRecipe(name: "W3", count: 300_000, width: 960, height: 540, seed: 1003),
  ]

  /// Sizes for GPUs.
  public static let large = [
    WorkloadRecipe(name: "1M", count: 1_000_000, width: 1920, height: 1080, seed: 1004),
    WorkloadRecipe(name: "3M", count: 3_000_000, width: 1920, height: 1080, seed: 1005),
  ]

  /// The camera, at the origin of the world's frame.
  public var camera: RasterizerCamera {
    let focalLength = Float(Double(width) / 2 / tan(.pi / 6))
    return RasterizerCamera(
      worldToCamera: ([1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]), focalLength: [focalLength, focalLength],
      principalPoint: [Float(width) / 2, Float(height) / 2], width: width, height: height)
  }

  /// Draws the workload.
  ///
  /// - Parameter terms: coefficients of harmonics a Gaussian and colour; none for a workload of colours alone.
  public func workload(terms: Int = 16) -> Workload {
    let generator = RandomGenerator(seed: seed)
    func uniform(_ shape: [Int], _ range: Range<Double>) -> Tensor {
      .randomUniform(shape, in: range, generator: generator)
    }
    func memory(_ tensor: Tensor) -> FloatMemory { FloatMemory(tensor.floats()) }
    let camera = camera
    let depths = uniform([count, 1], 2..<10)
    let slopes = [(width, camera.focalLength.x), (height, camera.focalLength.y)].map { size, focalLength in
      uniform([count, 1], -0.52..<0.52) * (Double(size) / Double(focalLength))
    }
    let means = Tensor.concatenated([slopes[0] * depths, slopes[1] * depths, depths], dimension: 1)
    let sizes = (Tensor.randomNormal([count, 3], generator: generator) * 0.5).exp() * medianScale
    return Workload(
      name: name, camera: camera, means: memory(means),
      quaternions: memory(Tensor.randomNormal([count, 4], generator: generator).normalized()),
      scales: memory(sizes * depths / Double(camera.focalLength.x)),
      opacities: memory(uniform([count], 0.1..<0.99)),
      colors: memory(uniform([count, 3], 0.05..<0.95)),
      coefficients: memory(Tensor.randomNormal([count, terms, 3], generator: generator) * 0.03))
  }
}
