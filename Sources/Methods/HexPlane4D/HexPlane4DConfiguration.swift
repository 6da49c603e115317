import Fields
import Splatting
import Tensors

/// Settings of ``HexPlane4D``.
public struct HexPlane4DConfiguration: MethodConfiguration {
  /// What every method has to be told.
  public var training: TrainingConfiguration
  /// How fast the canonical Gaussians change; the centres' schedule starts anew with the fine stage.
  public var learningRates: GaussianLearningRates
  /// The learning rate of the networks behind the planes, in units of the scene's extent, from the fine stage on.
  public var networkLearningRate: Schedule
  /// The learning rate of the planes, in units of the scene's extent, from the fine stage on.
  public var gridLearningRate: Schedule
  /// When harmonics join in.
  public var harmonics = HarmonicsSchedule()
  /// How Gaussians come and go.
  public var density: DensityConfiguration
  /// The planes and the networks behind them.
  public var deformation = HexPlaneDeformation.Configuration()
  /// The length of the coarse stage, in which nothing moves; the optimiser starts anew after it.
  public var coarseIterations: Int
  /// The weight of ``HexPlane/totalVariation(asPublished:)``.
  public var variationWeight = 2e-4
  /// The weight of ``HexPlane/timeRoughness``.
  public var roughnessWeight = 1e-3
  /// The weight of ``HexPlane/timeActivity``.
  public var activityWeight = 1e-4
  /// Takes second differences along one axis for the total variation, as the published code does.
  public var variesAlongOneAxis = false
  /// The weight of 1 - SSIM; L1 has the rest.
  public var ssimWeight = 0.0
  /// The colour behind the scene, red, green, blue in 0...1; absent, the one that the capture's images have.
  public var background: SIMD3<Float>?
  /// How many points to look for in the images where the capture has none.
  public var sampledPoints = 100_000

  /// The settings of a preset.
  ///
  /// `paper`: Wu et al. 2024 for captures of one moving camera (HyperNeRF's), 3,000 coarse and 14,000 fine iterations of
  /// one frame each. `fast`: smaller planes and networks, with larger learning rates for a shorter run.
  public init(preset: Preset, iterations: Int?) {
    switch preset {
    case .paper:
      let published = 17_000
      let iterations = iterations ?? published
      func stretched(_ count: Int) -> Int { count * iterations / published }
      training = TrainingConfiguration(iterations: iterations)
      learningRates = GaussianLearningRates(iterations: stretched(20_000))
      networkLearningRate = .exponential(start: 1.6e-4, end: 1.6e-5, iterations: stretched(20_000))
      gridLearningRate = .exponential(start: 1.6e-3, end: 1.6e-4, iterations: stretched(20_000))
      harmonics.interval = max(1, stretched(harmonics.interval))
      var settings = AdaptiveDensitySettings()
      settings.stopIteration = 13_000
      settings.resetInterval = 300_000
      settings.maximumCount = 360_000
      settings.pruneAboveCount = 200_000
      density = .published(iterations: iterations, of: published, settings: settings)
      coarseIterations = stretched(3000)
      deformation.startsAtIdentity = false
    case .fast:
      let iterations = iterations ?? 4000
      training = TrainingConfiguration(
        iterations: iterations, checkpointInterval: 500,
        resolution: ResolutionSchedule(downscale: 4, iterations: iterations / 2),
        curriculum: TimeCurriculum(start: 0.15, iterations: iterations * 6 / 10))
      learningRates = GaussianLearningRates(iterations: iterations)
      networkLearningRate = .exponential(start: 8e-4, end: 8e-5, iterations: iterations)
      gridLearningRate = .exponential(start: 8e-3, end: 8e-4, iterations: iterations)
      harmonics.interval = max(1, iterations / 8)
      harmonics.maximumDegree = 2
      density = .fast(iterations: iterations, cap: 30_000)
      coarseIterations = iterations / 10
      // Those published for short synthetic captures.
      deformation.grid.timeResolution = 25
      deformation.grid.multipliers = [1, 2]
      deformation.width = 64
      ssimWeight = 0.2
      sampledPoints = 20_000
    }
  }
}
