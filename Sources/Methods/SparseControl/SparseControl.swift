import Captures
import Fields
import Splatting
import Tensors

/// Gaussians that follow a few hundred nodes, which a network moves.
///
/// Huang et al. 2024, "SC-GS: Sparse-Controlled Gaussian Splatting for Editable Dynamic Scenes". A first stage learns the
/// nodes, rendered as Gaussians; a second learns the Gaussians, the nodes and their motion together.
public final class SparseControl: Method {
  /// The name on the command line.
  public static let name = "sparse-control"
  /// What the method is.
  public static let summary = "SC-GS (Huang et al. 2024): a few hundred nodes move all Gaussians"
  /// The kind of its layer.
  public static var layerTypes: [any SceneLayer.Type] { [SparseControlLayer.self] }

  /// The settings.
  public let configuration: SparseControlConfiguration
  /// How each parameter is optimised.
  public let parameterGroups: [ParameterGroup]
  /// The layers whose Gaussians come and go: `nodes` in the first stage, `scene` in the second.
  public let populations: [GaussianPopulation]
  /// The colour behind everything.
  public let backgroundColor: SIMD3<Float>
  private let model: SparseControlModel
  /// The iteration at which the second stage starts.
  private var secondStage: Int { configuration.nodeStage.iterations }

  /// Starts from the capture's points, or from points found in its images.
  public init(
    _ configuration: SparseControlConfiguration, capture: TrainingCapture, generator: RandomGenerator
  ) throws {
    try configuration.validate()
    self.configuration = configuration
    let points = capture.initialPoints(count: configuration.sampledPoints, generator: generator)
    let extent = capture.extent(with: points)
    let lengthScale = configuration.spatialScale ?? extent
    model = try SparseControlModel(configuration, points: points, generator: generator)
    let second = configuration.nodeStage.iterations
    let means = configuration.learningRates.means
    var rates = configuration.learningRates
    rates.means = .sequence(first: means, iterations: second, second: means)
    let nodes = TrainedLayer(
      "nodes", model: model.nodes, rates: rates, density: .adaptive(configuration.nodeStage.density),
      extent: extent, lengthScale: lengthScale, prefix: SparseControlModel.nodePrefix,
      companions: model.nodeCompanions, steps: 0..<configuration.nodeStage.selection)
    rates.means = .sequence(first: .constant(0), iterations: second, second: means)
    let scene = TrainedLayer(
      "scene", model: model.gaussians, rates: rates, density: configuration.density, extent: extent,
      lengthScale: lengthScale, prefix: SparseControlModel.prefix, companions: model.companions,
      steps: second..<Int.max)
    populations = [nodes.population, scene.population]
    let networkRate = configuration.networkLearningRate
    parameterGroups =
      nodes.parameterGroups + scene.parameterGroups + [
        ParameterGroup(
          name: "attributes", parameters: model.nodeCompanions,
          learningRate: rates.means.scaled(by: lengthScale)),
        ParameterGroup(
          name: "hyperCoordinates", parameters: model.companions,
          learningRate: .constant(configuration.hyperLearningRate)),
        ParameterGroup(
          name: "network",
          parameters: model.network.namedParameters().map { ("network." + $0.name, $0.parameter) },
          learningRate: .sequence(first: networkRate, iterations: second, second: networkRate)),
      ]
    backgroundColor = configuration.background ?? capture.background
  }

  /// What is learnt.
  public var modules: [(name: String, module: any Module)] { [("model", model)] }

  /// Chooses nodes, sets how far they reach as the second stage starts, and lets some come and go in it.
  public func prepare(iteration: Int, optimizer: Adam, generator: RandomGenerator) {
    let stage = configuration.nodeStage
    if iteration == stage.selection {
      model.selectNodes(stage.count, samples: stage.pathSamples, optimizer: optimizer)
    }
    if iteration == secondStage { model.resetRadii(optimizer: optimizer) }
    if let growth = configuration.nodeGrowth, iteration == secondStage + growth.iteration {
      model.growNodes(ratio: growth.gradientRatio, optimizer: optimizer)
    }
  }

  /// Renders the nodes, or in the second stage the Gaussians that follow them, and compares the image.
  public func step(_ context: StepContext) throws -> StepOutcome {
    context.iteration < secondStage ? try nodeStep(context) : try gaussianStep(context)
  }

  private func nodeStep(_ context: StepContext) throws -> StepOutcome {
    let stage = configuration.nodeStage
    let moves = context.iteration >= stage.warmUp
    let nodes = model.nodeGaussians(at: moves ? context.frame.time : nil)
    let regularizer = NodeRegularization(model: model, layer: "nodes", context: context)
    var terms: [LossTerm] = []
    if moves {
      terms = [
        regularizer.elasticity(weight: stage.elasticityWeight),
        regularizer.acceleration(weight: stage.accelerationWeight),
        regularizer.rigidity(configuration.rigidity, weight: stage.rigidityWeight),
      ].compactMap { $0 }
    }
    return try outcome(of: nodes, layer: "nodes", terms, context)
  }

  private func gaussianStep(_ context: StepContext) throws -> StepOutcome {
    let iteration = context.iteration - secondStage
    let learnsMotion = iteration >= configuration.warmUp
    let gaussians = model.gaussians(
      at: context.frame.time, degree: configuration.harmonics.degree(at: iteration),
      learnsMotion: learnsMotion)
    let regularizer = NodeRegularization(model: model, layer: "scene", context: context)
    let rigidity =
      learnsMotion
      ? regularizer.rigidity(
        configuration.rigidity, weight: configuration.rigidityWeight.value(at: iteration)) : nil
    return try outcome(of: gaussians, layer: "scene", [rigidity].compactMap { $0 }, context)
  }

  private func outcome(
    of gaussians: Gaussians, layer: String, _ terms: [LossTerm], _ context: StepContext
  ) throws -> StepOutcome {
    let rendering = try context.rasterizer.render(gaussians, camera: context.frame.camera)
    let loss = try context.frame.photometricLoss(
      of: rendering, background: backgroundColor, ssimWeight: configuration.ssimWeight)
    return StepOutcome(
      terms: [LossTerm(layer: layer, name: "photometric", value: loss)] + terms, rendering: rendering,
      camera: context.frame.camera, rows: [layer: 0..<gaussians.count])
  }

  /// One layer, `scene`.
  public func layers(iteration: Int) throws -> [any SceneLayer] {
    let details = SparseControlLayer.Details(
      degree: configuration.harmonics.degree(at: max(0, iteration - secondStage)),
      network: configuration.network, neighbors: configuration.neighbors,
      hasLocalFrames: configuration.hasLocalFrames, addsRotations: configuration.addsRotations)
    return [
      try SparseControlLayer(name: "scene", details: details, state: model.state().mapValues { $0.copied() })
    ]
  }
}
