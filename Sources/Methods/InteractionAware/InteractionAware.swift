import Hands
import Splatting
import Tensors

/// Hand, object and background as layers of Gaussians with fields of their own, which know of one another.
///
/// Tian et al., "Interaction-Aware 4D Gaussian Splatting for Dynamic Hand-Object Interaction Reconstruction".
public final class InteractionAware: Method {
  /// The name on the command line.
  public static let name = "interaction-aware"
  /// What the method is.
  public static let summary =
    "Interaction-Aware 4D Gaussians (Tian et al.): hand, object and background, each with its own field"
  /// The kind of its layers.
  public static var layerTypes: [any SceneLayer.Type] { [BakedLayer.self] }

  /// The settings.
  public let configuration: InteractionAwareConfiguration
  /// How each parameter is optimised.
  public let parameterGroups: [ParameterGroup]
  /// The layers whose Gaussians come and go.
  public let populations: [GaussianPopulation]
  /// The colour behind everything.
  public let backgroundColor: SIMD3<Float>
  let model: InteractionModel
  private let knots: TimeKnots
  /// The time between two frames.
  private let frameInterval: Double

  /// Starts from the tracked hands, their enlarged box and the capture's points.
  /// - Throws: ``FileError`` if no hand is seen in the frames that train.
  public init(
    _ configuration: InteractionAwareConfiguration, capture: TrainingCapture, generator: RandomGenerator
  ) throws {
    try configuration.validate()
    self.configuration = configuration
    let model = try InteractionModel(configuration, capture: capture, generator: generator)
    self.model = model
    knots = TimeKnots(capture.frames)
    backgroundColor = configuration.background ?? capture.background
    frameInterval = 1 / Double(capture.frames.count)
    let hasMasks = capture.frames.contains { $0.coverage(of: []) != nil }
    let trained = model.layers.map { layer in
      TrainedLayer(
        layer.layer.rawValue, model: layer.gaussians, rates: configuration.learningRates,
        density: configuration.density(of: layer.layer), extent: model.extent,
        prefix: layer.layer.rawValue + ".gaussians.", companions: layer.companions.map(Self.named(layer)),
        steps: (hasMasks ? configuration.start(of: layer.layer) : 0)..<Int.max)
    }
    populations = trained.map(\.population)
    parameterGroups =
      trained.flatMap(\.parameterGroups) + model.layers.flatMap { Self.groups(of: $0, configuration) }
  }

  /// What is learnt.
  public var modules: [(name: String, module: any Module)] {
    model.layers.map { ($0.layer.rawValue, $0) }
  }

  private static func named(
    _ layer: InteractionLayer
  ) -> ((name: String, parameter: Parameter)) -> (name: String, parameter: Parameter) {
    { (layer.layer.rawValue + "." + $0.name, $0.parameter) }
  }

  private static func groups(
    of layer: InteractionLayer, _ configuration: InteractionAwareConfiguration
  ) -> [ParameterGroup] {
    let name = layer.layer.rawValue
    func parameters(_ module: any Module, _ part: String) -> [(name: String, parameter: Parameter)] {
      module.namedParameters().map { ("\(name).\(part).\($0.name)", $0.parameter) }
    }
    var groups = [
      ParameterGroup(
        name: name + ".refinement",
        parameters: [
          (name + ".weightLogits", layer.$weightLogits), (name + ".logRadii", layer.$logRadii),
        ], learningRate: .constant(configuration.refinementLearningRate)),
      ParameterGroup(
        name: name + ".field", parameters: parameters(layer.field, "field"),
        learningRate: configuration.fieldLearningRate),
    ]
    if let path = layer.path {
      groups.append(
        ParameterGroup(
          name: name + ".path", parameters: parameters(path, "path"),
          learningRate: configuration.pathLearningRate))
    }
    return groups
  }

  /// Moves the phase's layers to the frame's time, renders them together and compares image, masks and one another.
  public func step(_ context: StepContext) throws -> StepOutcome {
    renew(at: context.iteration)
    let phase = configuration.phase(at: context.iteration)
    let view = shown(in: phase, context.frame)
    let degree = configuration.harmonics.degree(at: context.iteration)
    let noise = timeNoise(context)
    let moved = view.layers.map { layer in
      layer.gaussians(
        at: context.frame.time, noise: noise, degree: degree,
        refined: phase.refines || layer.layer == .background)
    }
    let layered = LayeredGaussians(
      zip(view.layers, moved).map { ($0.layer.rawValue, $1.gaussians) }, labelled: view.moving != nil)
    let rendering = try context.rasterizer.render(layered.gaussians, camera: context.frame.camera)
    var terms = [try photometric(rendering, view, context.frame)]
    terms += labels(rendering, view, context.frame)
    terms += interaction(moved, view, phase, context)
    return StepOutcome(
      terms: terms, rendering: rendering, camera: context.frame.camera, rows: layered.rows,
      showsAll: !view.isPart)
  }

  private func renew(at iteration: Int) {
    guard iteration > 0, iteration.isMultiple(of: configuration.neighborInterval) else { return }
    for layer in model.layers {
      if iteration.isMultiple(of: 10 * configuration.neighborInterval) { layer.renewNodes() }
      layer.renewNeighbors()
    }
  }

  /// Annealed noise N(0, 1) Δt β(i), of Δt the time between frames: equation 6 of Yang et al., to which the paper refers.
  private func timeNoise(_ context: StepContext) -> Double {
    guard let noise = configuration.timeNoise else { return 0 }
    let draw = Tensor.randomNormal([1], generator: context.generator).item()
    return draw * frameInterval * noise.value(at: context.iteration)
  }

  /// The tracked hands moved as the hand layer moves what is at their place.
  public func hands(at times: [Double]) -> [HandTrack] { model.refinedHands(at: times) }

  /// The layers after `iteration` steps, with their motion baked: playback needs no field.
  public func layers(iteration: Int) throws -> [any SceneLayer] {
    let degree = configuration.harmonics.degree(at: iteration)
    let refines = configuration.phase(at: iteration).refines
    return try model.layers.map { layer in
      try BakedLayer(
        layer, knots: knots, degree: degree, refined: refines || layer.layer == .background)
    }
  }
}
