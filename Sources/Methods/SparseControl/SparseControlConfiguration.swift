import Fields
import Splatting
import Tensors

/// Settings of ``SparseControl``.
public struct SparseControlConfiguration: MethodConfiguration {
  /// What every method has to be told; the iterations are those of both stages.
  public var training: TrainingConfiguration
  /// How fast Gaussians change, and in the first stage nodes; the schedule of centres starts anew with each stage.
  public var learningRates: GaussianLearningRates
  /// The learning rate of the network that moves the nodes; it starts anew with each stage.
  public var networkLearningRate: Schedule
  /// The learning rate of hyper-coordinates of Gaussians.
  public var hyperLearningRate = 2.5e-3
  /// What learning rates of lengths are multiplied by; absent, the scene's extent.
  public var spatialScale: Double?
  /// When harmonics join in, counted from the second stage.
  public var harmonics = HarmonicsSchedule()
  /// How Gaussians come and go in the second stage, counted from it; `adaptive`.
  public var density: DensityConfiguration
  /// The network that moves the nodes.
  public var network = DeformationNetwork.Configuration()
  /// The first stage.
  public var nodeStage: NodeStage
  /// How many nodes move a Gaussian.
  public var neighbors = 3
  /// How many coordinates are learnt besides the place, to tell near Gaussians apart that move differently.
  public var hyperDimensions = 2
  /// Turns Gaussians about the nodes with them, as the paper has it; off, they are only shifted.
  public var hasLocalFrames = true
  /// Adds blended quaternions to those of Gaussians, as the published code does, in place of multiplying them.
  public var addsRotations = false
  /// Until this iteration of the second stage the nodes' motion is not learnt.
  public var warmUp: Int
  /// How rigidity is measured, in both stages.
  public var rigidity = NodeRigidity()
  /// What it counts in the second stage, from its first iteration on.
  public var rigidityWeight: FadingWeight
  /// When nodes come and go in the second stage; absent, they do not.
  public var nodeGrowth: NodeGrowth?
  /// The weight of 1 - SSIM; L1 has the rest.
  public var ssimWeight = 0.2
  /// The colour behind the scene, red, green, blue in 0...1; absent, the one that the capture's images have.
  public var background: SIMD3<Float>?
  /// How many points to look for in the images where the capture has none.
  public var sampledPoints = 100_000

  /// The settings of a preset.
  ///
  /// `paper`: Huang et al. 2024 for real captures, 10,000 iterations of nodes and 80,000 of Gaussians. `fast`: the same
  /// in a twentieth of the iterations, with a smaller network.
  public init(preset: Preset, iterations: Int?) {
    let published = 90_000
    let iterations = iterations ?? (preset == .paper ? published : 4000)
    switch preset {
    case .paper:
      func stretched(_ count: Int) -> Int { count * iterations / published }
      training = TrainingConfiguration(iterations: iterations)
      learningRates = GaussianLearningRates(iterations: stretched(30_000))
      networkLearningRate = .exponential(start: 8e-4, end: 1.6e-6, iterations: stretched(40_000))
      spatialScale = 5
      harmonics.interval = max(1, stretched(harmonics.interval))
      var settings = AdaptiveDensitySettings()
      settings.stopIteration = 50_000
      density = .published(iterations: iterations, of: published, settings: settings)
      nodeStage = NodeStage(iterations: stretched(10_000))
      warmUp = stretched(3000)
      rigidityWeight = FadingWeight(
        start: 1e-4, end: 1e-5, fallStart: stretched(5000), fallEnd: stretched(10_000),
        stop: stretched(20_001))
      nodeGrowth = NodeGrowth()
      nodeGrowth?.iteration = stretched(10_000)
    case .fast:
      training = TrainingConfiguration(
        iterations: iterations, checkpointInterval: 500,
        resolution: ResolutionSchedule(downscale: 4, iterations: iterations / 2))
      let nodes = iterations / 5
      let second = iterations - nodes
      learningRates = GaussianLearningRates(iterations: second)
      networkLearningRate = .cosine(start: 5e-4, end: 5e-6, iterations: second)
      harmonics.interval = max(1, second / 8)
      harmonics.maximumDegree = 2
      density = .fast(iterations: second, cap: 30_000)
      nodeStage = NodeStage(iterations: nodes)
      nodeStage.density.maximumCount = 2000
      // In so few iterations opacities would not grow again.
      nodeStage.density.resetInterval = max(nodes, 1)
      warmUp = second / 25
      rigidityWeight = FadingWeight(
        start: 1e-2, end: 1e-3, fallStart: second / 4, fallEnd: second / 2, stop: second)
      (network.depth, network.width) = (4, 128)
      // As for the method `deformable`: motion between the frames that are learnt from must not be missed.
      (network.positionFrequencies, network.timeFrequencies) = (8, 4)
      sampledPoints = 20_000
    }
  }
}
