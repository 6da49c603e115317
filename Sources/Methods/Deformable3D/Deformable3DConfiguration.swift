import Fields
import Splatting
import Tensors

/// Settings of ``Deformable3D``.
public struct Deformable3DConfiguration: MethodConfiguration {
  /// What every method has to be told.
  public var training: TrainingConfiguration
  /// How fast the canonical Gaussians change.
  public var learningRates: GaussianLearningRates
  /// The learning rate of the network, in units of the scene's extent where ``spatialScale`` is absent.
  public var networkLearningRate: Schedule
  /// What learning rates of lengths are multiplied by; absent, the scene's extent.
  public var spatialScale: Double?
  /// When harmonics join in.
  public var harmonics = HarmonicsSchedule()
  /// How Gaussians come and go.
  public var density: DensityConfiguration
  /// The deformation network.
  public var network = DeformationNetwork.Configuration()
  /// Until this iteration the Gaussians do not move.
  public var warmUp: Int
  /// The noise on the time, in steps between frames, that falls to nothing (Eq. 6 of the paper); no noise if absent.
  public var timeNoise: Schedule?
  /// Adds offsets to activated scales, as the published code does, in place of their logarithms.
  public var offsetsActivatedScales = false
  /// The weight of 1 - SSIM; L1 has the rest.
  public var ssimWeight = 0.2
  /// The colour behind the scene, red, green, blue in 0...1; absent, the one that the capture's images have.
  public var background: SIMD3<Float>?
  /// How many points to look for in the images where the capture has none.
  public var sampledPoints = 100_000

  /// `paper`: Yang et al. 2024, 40,000 iterations. `fast`: the same model, smaller and in bfloat16, for a processor.
  public init(preset: Preset) {
    switch preset {
    case .paper:
      training = TrainingConfiguration(iterations: 40_000)
      learningRates = GaussianLearningRates(iterations: 30_000)
      networkLearningRate = .exponential(start: 8e-4 / 5, end: 1.6e-6 / 5, iterations: 40_000)
      spatialScale = 5
      var density = AdaptiveDensitySettings()
      density.gradientThreshold = 7e-4
      self.density = .adaptive(density)
      warmUp = 3000
      timeNoise = .linear(start: 0.1, end: 0, iterations: 20_000)
      network.startsAtIdentity = false
    case .fast:
      let iterations = 4000
      training = TrainingConfiguration(iterations: iterations, checkpointInterval: 500)
      learningRates = GaussianLearningRates(iterations: iterations)
      networkLearningRate = .exponential(start: 2e-3, end: 2e-5, iterations: iterations)
      harmonics.interval = iterations / 8
      harmonics.maximumDegree = 2
      density = .fast(iterations: iterations, cap: 30_000)
      warmUp = iterations / 10
      timeNoise = .linear(start: 0.1, end: 0, iterations: iterations / 2)
      network.depth = 4
      network.width = 128
      network.halfPrecision = true
      sampledPoints = 20_000
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
    try networkLearningRate.validate("networkLearningRate")
    try network.validate()
    if let spatialScale { try Settings.require("spatialScale", spatialScale, atLeast: 0) }
    if let timeNoise { try timeNoise.validate("timeNoise") }
  }
}
