import Fields
import Splatting
import Tensors

/// Settings of ``InteractionAware``.
public struct InteractionAwareConfiguration: MethodConfiguration {
  /// What every method has to be told.
  public var training: TrainingConfiguration
  /// How fast the canonical Gaussians change.
  public var learningRates: GaussianLearningRates
  /// The learning rate of the fields.
  public var fieldLearningRate: Schedule
  /// The learning rate of weights w and of the logarithms of radii o.
  public var refinementLearningRate = 0.01
  /// The learning rate of the followed motion: metres, and columns of rotations.
  public var pathLearningRate: Schedule
  /// When harmonics join in.
  public var harmonics = HarmonicsSchedule()
  /// How Gaussians come and go, in every layer.
  public var density: DensityConfiguration
  /// The hands.
  public var hand: InteractionLayerSettings
  /// The objects.
  public var object: InteractionLayerSettings
  /// The rest.
  public var scene: InteractionLayerSettings
  /// What is learnt when, in order; the last has no end.
  public var phases: [InteractionPhase]
  /// What the parts of the loss count.
  public var losses: InteractionLossWeights
  /// Whether large motion is followed before a field learns what is left: hands as tracked, objects at rest or with the
  /// hand as masks say; off as published.
  public var followsHand: Bool
  /// By how many frames (a Gaussian's deviation) the followed motion is smoothed at the start.
  public var followSmoothing = 1.0
  /// Whether an object that masks show at rest until the key frame does not move until then; off as published.
  ///
  /// What a moving camera sees of it meanwhile tells its distance, unless a motion of the object may explain it.
  public var restsUntilContact: Bool
  /// Whether equations 12 and 13 are used as they are printed, see ``Refinement``.
  public var printedRefinement = false
  /// The noise on the time, in steps between frames, that falls to nothing; no noise if absent.
  public var timeNoise: Schedule?
  /// Neighbours are looked for again every so many iterations, and nodes chosen again at every tenth such time.
  public var neighborInterval = 100
  /// How many times the hands' box is enlarged to draw the object's first points from.
  public var boxExpansion = 1.5
  /// The deviation of noise on these points, metres: the paper's test of bad starts.
  public var startNoise = 0.0
  /// The weight of 1 - SSIM; L1 has the rest.
  public var ssimWeight = 0.2
  /// The colour behind the scene, red, green, blue in 0...1; absent, the one that the capture's images have.
  public var background: SIMD3<Float>?

  /// The settings of a preset.
  ///
  /// `paper`: 21,000 iterations, fields at every Gaussian; what the paper leaves open is as in Yang et al. 2024, on whose
  /// model it builds. `fast`: fields at nodes, followed motion, for a processor.
  public init(preset: Preset, iterations: Int?) {
    switch preset {
    case .paper:
      let published = 21_000
      let iterations = iterations ?? published
      training = TrainingConfiguration(iterations: iterations)
      learningRates = GaussianLearningRates(iterations: iterations)
      fieldLearningRate = .exponential(start: 8e-4, end: 1.6e-6, iterations: iterations)
      pathLearningRate = .constant(0)
      harmonics.interval = max(1, harmonics.interval * iterations / published)
      density = .published(iterations: iterations, of: published)
      let network = DeformationNetwork.Configuration()
      hand = InteractionLayerSettings(points: 2000, neighbors: 4, network: network)
      object = InteractionLayerSettings(points: 5000, neighbors: 4, network: network)
      scene = InteractionLayerSettings(points: 100_000, neighbors: 1, network: network)
      phases = InteractionPhase.published(iterations: iterations, shares: (1 / 7, 1 / 7, 1 / 7))
      losses = InteractionLossWeights(hand: .constant(10), tracking: 0, bones: 0, restraint: 0)
      followsHand = false
      restsUntilContact = false
      timeNoise = .linear(start: 0.1, end: 0, iterations: iterations / 2)
    case .fast:
      let iterations = iterations ?? 9000
      training = TrainingConfiguration(
        iterations: iterations, checkpointInterval: 1000,
        resolution: ResolutionSchedule(downscale: 2, iterations: iterations / 4))
      learningRates = GaussianLearningRates(iterations: iterations)
      fieldLearningRate = .cosine(start: 1e-3, end: 1e-5, iterations: iterations)
      pathLearningRate = .cosine(start: 2e-4, end: 2e-6, iterations: iterations)
      harmonics.interval = max(1, iterations / 4)
      harmonics.maximumDegree = 2
      density = .fast(iterations: iterations, cap: 20_000)
      if case .adaptive(var settings) = density {
        // Masks take away what floats; a reset would cost layers that are learnt for a part of the run too much.
        settings.resetInterval = .max
        density = .adaptive(settings)
      }
      var network = DeformationNetwork.Configuration()
      (network.depth, network.width) = (4, 128)
      (network.positionFrequencies, network.timeFrequencies) = (6, 5)
      hand = InteractionLayerSettings(
        points: 4000, maximumCount: 8000, nodes: 256, neighbors: 4, network: network, shading: true)
      object = InteractionLayerSettings(
        points: 3000, maximumCount: 8000, nodes: 128, neighbors: 4, network: network, shading: true)
      scene = InteractionLayerSettings(
        points: 20_000, maximumCount: 20_000, nodes: 1024, neighbors: 4, network: network, shading: true)
      phases = InteractionPhase.published(iterations: iterations, shares: (0.1, 0.15, 0.1))
      losses = InteractionLossWeights(
        hand: .linear(start: 10, end: 0, iterations: iterations / 4), tracking: 10, bones: 1000,
        restraint: 0.01)
      followsHand = true
      restsUntilContact = true
      timeNoise = .linear(start: 0.1, end: 0, iterations: iterations / 2)
    }
  }

  /// The settings of a layer.
  func settings(of layer: InteractionPhase.Layer) -> InteractionLayerSettings {
    switch layer {
    case .hand: hand
    case .object: object
    case .background: scene
    }
  }

  /// ``density`` with the layer's own limit.
  func density(of layer: InteractionPhase.Layer) -> DensityConfiguration {
    guard let limit = settings(of: layer).maximumCount else { return density }
    switch density {
    case .adaptive(var settings):
      settings.maximumCount = limit
      return .adaptive(settings)
    case .markovChain(var settings):
      settings.maximumCount = limit
      return .markovChain(settings)
    }
  }

  /// The phase at `iteration`.
  func phase(at iteration: Int) -> InteractionPhase {
    // Validated to be more than none.
    phases.first { iteration < $0.end } ?? phases[phases.count - 1]
  }
}

extension InteractionAwareConfiguration {
  /// The first iteration that learns a layer.
  func start(of layer: InteractionPhase.Layer) -> Int {
    guard let index = phases.firstIndex(where: { $0.layers.contains(layer) }), index > 0 else { return 0 }
    return phases[index - 1].end
  }
}
