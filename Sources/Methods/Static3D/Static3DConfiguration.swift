import Splatting
import Tensors

/// Settings of ``Static3D``.
public struct Static3DConfiguration: MethodConfiguration {
  /// What every method has to be told.
  public var training: TrainingConfiguration
  /// How fast Gaussians change.
  public var learningRates: GaussianLearningRates
  /// When harmonics join in.
  public var harmonics = HarmonicsSchedule()
  /// How Gaussians come and go.
  public var density: DensityConfiguration
  /// The weight of 1 - SSIM; L1 has the rest.
  public var ssimWeight = 0.2
  /// The colour behind the scene, red, green, blue in 0...1; absent, the one that the capture's images have.
  public var background: SIMD3<Float>?
  /// How many points to look for in the images where the capture has none.
  public var sampledPoints = 100_000

  /// The settings of a preset.
  ///
  /// `paper`: Kerbl et al. 2023, 30,000 iterations. `fast`: 5,000 iterations with the absolute-gradient criterion and
  /// at most 150,000 Gaussians.
  public init(preset: Preset, iterations: Int?) {
    switch preset {
    case .paper:
      let published = 30_000
      let iterations = iterations ?? published
      training = TrainingConfiguration(iterations: iterations)
      learningRates = GaussianLearningRates(iterations: iterations)
      harmonics.interval = max(1, harmonics.interval * iterations / published)
      density = .published(iterations: iterations, of: published)
    case .fast:
      let iterations = iterations ?? 5000
      training = TrainingConfiguration(iterations: iterations)
      learningRates = GaussianLearningRates(iterations: iterations)
      harmonics.interval = max(1, iterations / 10)
      density = .fast(iterations: iterations, cap: 150_000)
      sampledPoints = 40_000
    }
  }
}
