import Fields
import Splatting
import Tensors

/// Settings of ``Deformable3D``.
public struct Deformable3DConfiguration: MethodConfiguration {
  /// What every method has to be told.
  public var training: TrainingConfiguration
  /// How fast the canonical Gaussians change.
  public var learningRates: GaussianLearningRates
  /// The learning rate of the network.
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
  /// The noise on the time, in steps between frames, that falls to nothing; no noise if absent.
  ///
  /// Eq. 6 of the paper.
  public var timeNoise: Schedule?
  /// Adds offsets to activated scales, as the published code does, in place of their logarithms.
  public var offsetsActivatedScales = false
  /// The weight of 1 - SSIM; L1 has the rest.
  public var ssimWeight = 0.2
  /// The colour behind the scene, red, green, blue in 0...1; absent, the one that the capture's images have.
  public var background: SIMD3<Float>?
  /// How many points to look for in the images where the capture has none.
  public var sampledPoints = 100_000

  /// The settings of a preset.
  ///
  /// `paper`: Yang et al. 2024, 40,000 iterations. `fast`: the same model, smaller and in bfloat16, for a processor.
  public init(preset: Preset, iterations: Int?) {
    switch preset {
    case .paper:
      let published = 40_000
      let iterations = iterations ?? published
      func stretched(_ count: Int) -> Int { count * iterations / published }
      training = TrainingConfiguration(iterations: iterations)
      learningRates = GaussianLearningRates(iterations: stretched(30_000))
      networkLearningRate = .exponential(start: 8e-4, end: 1.6e-6, iterations: iterations)
      spatialScale = 5
      harmonics.interval = max(1, stretched(harmonics.interval))
      var settings = AdaptiveDensitySettings()
      settings.gradientThreshold = 7e-4
      density = .published(iterations: iterations, of: published, settings: settings)
      warmUp = stretched(3000)
      timeNoise = .linear(start: 0.1, end: 0, iterations: stretched(20_000))
      network.startsAtIdentity = false
    case .fast:
      let iterations = iterations ?? 4000
      training = TrainingConfiguration(
        iterations: iterations, checkpointInterval: 500,
        resolution: ResolutionSchedule(downscale: 4, iterations: iterations / 2),
        curriculum: TimeCurriculum(start: 0.15, iterations: iterations * 6 / 10))
      learningRates = GaussianLearningRates(iterations: iterations)
      networkLearningRate = .cosine(start: 5e-4, end: 5e-6, iterations: iterations)
      harmonics.interval = max(1, iterations / 8)
      harmonics.maximumDegree = 2
      density = .fast(iterations: iterations, cap: 30_000)
      warmUp = iterations / 10
      timeNoise = .linear(start: 0.1, end: 0, iterations: iterations / 2)
      network.depth = 4
      network.width = 128
      network.halfPrecision = true
      // Half the frames are enough to tell slow motion, and must not be enough to miss it between them.
      network.timeFrequencies = 4
      network.positionFrequencies = 8
      sampledPoints = 20_000
    }
  }
}
