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

  /// `paper`: Kerbl et al. 2023, 30,000 iterations. `fast`: the same schedule in a sixth of the time, with the
  /// absolute-gradient criterion and at most 150,000 Gaussians.
  public init(preset: Preset) {
    switch preset {
    case .paper:
      training = TrainingConfiguration(iterations: 30_000)
      learningRates = GaussianLearningRates(iterations: 30_000)
      density = .adaptive(AdaptiveDensitySettings())
    case .fast:
      training = TrainingConfiguration(iterations: 5000)
      learningRates = GaussianLearningRates(iterations: 5000)
      harmonics.interval = 500
      density = .fast(iterations: 5000, cap: 150_000)
      sampledPoints = 40_000
    }
  }

  /// Checks that the method can work with these settings.
  /// - Throws: ``Settings/SettingError`` with the first setting that is out of its range.
  public func validate() throws {
    try training.validate()
    try learningRates.validate()
    try harmonics.validate()
    try density.validate()
    try Settings.require("ssimWeight", ssimWeight, in: 0...1)
    try Settings.require("sampledPoints", sampledPoints, atLeast: 1)
    if let background {
      for channel in 0..<3 { try Settings.require("background", background[channel], in: 0...1) }
    }
  }
}
