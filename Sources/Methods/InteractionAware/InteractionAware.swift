import Captures
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
  private let model: InteractionModel
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
    var terms = [photometric(rendering, view, context.frame)]
    terms += labels(rendering, view, context.frame)
    terms += interaction(moved, view, phase, context)
    return StepOutcome(terms: terms, rendering: rendering, camera: context.frame.camera, rows: layered.rows)
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

// MARK: - Losses

extension InteractionAware {
  /// What a step shows.
  private struct View {
    var layers: [InteractionLayer]
    /// How much of each pixel the masks say to be hand or object; none where the frame has no mask.
    var moving: Tensor?
    /// Whether layers are left out that the image shows.
    var isPart: Bool
  }

  private func shown(in phase: InteractionPhase, _ frame: TrainingFrame) -> View {
    let present = model.layers.filter { $0.presence.value(at: frame.time) > 0.5 }
    let moving = frame.coverage(of: [.rightHand, .leftHand, .object, .secondObject])
    let chosen = present.filter { phase.layers.contains($0.layer) }
    // Without a mask nobody knows which part of the image a part of the layers has to fit.
    let isWhole = moving == nil || chosen.isEmpty || chosen.count == present.count
    return View(layers: isWhole ? present : chosen, moving: moving, isPart: !isWhole)
  }

  private func photometric(_ rendering: Rendering, _ view: View, _ frame: TrainingFrame) -> LossTerm {
    let isBackground = view.layers.allSatisfy { $0.layer == .background }
    let part = view.isPart ? view.moving.map { isBackground ? 1 - $0 : $0 } : nil
    let loss = frame.photometricLoss(
      of: rendering, background: view.isPart ? .zero : backgroundColor, ssimWeight: configuration.ssimWeight,
      part: part, cutsRendering: isBackground)
    return LossTerm(layer: "scene", name: "photometric", value: loss)
  }

  /// How far each layer's coverage is from its mask.
  private func labels(_ rendering: Rendering, _ view: View, _ frame: TrainingFrame) -> [LossTerm] {
    guard let channels = rendering.extra else { return [] }
    return view.layers.enumerated().compactMap { index, layer in
      guard let labels = layer.layer.labels, let coverage = frame.coverage(of: labels) else { return nil }
      let loss = ImageLoss.mask(channels[.ellipsis, .at(index)], coverage, weights: frame.validity)
      return LossTerm(
        layer: layer.layer.rawValue, name: "labels", value: loss, weight: configuration.losses.labels)
    }
  }

  private func interaction(
    _ moved: [(gaussians: Gaussians, turns: Tensor)], _ view: View, _ phase: InteractionPhase,
    _ context: StepContext
  ) -> [LossTerm] {
    let (weights, row) = (configuration.losses, context.frame.index)
    func index(_ layer: InteractionPhase.Layer) -> Int? { view.layers.firstIndex { $0.layer == layer } }
    var terms: [LossTerm] = []
    if let hand = index(.hand) {
      if phase.losses.contains(.hand), let target = model.targets[row] {
        terms.append(
          LossTerm(
            layer: "hand", name: "translation", value: target.loss(moved[hand].gaussians.means),
            weight: weights.hand.value(at: context.iteration)))
      }
      if let object = index(.object), phase.losses.contains(.interaction), row > model.keyFrame {
        terms += contact(moved[hand].gaussians.means, moved[object].gaussians.means)
      }
    }
    if let object = index(.object), phase.losses.contains(.rotation), row > model.keyFrame,
      let target = model.hands.targetRotation(in: row)
    {
      let loss = InteractionLoss.rotation(
        turns: moved[object].turns, target: target, weightLogits: view.layers[object].weightLogits)
      terms.append(LossTerm(layer: "object", name: "rotation", value: loss, weight: weights.rotation))
    }
    return terms + smoothness(view)
  }

  private func contact(_ hand: Tensor, _ object: Tensor) -> [LossTerm] {
    let weights = configuration.losses
    let (interaction, penetration) = InteractionLoss.contact(
      hand: hand, object: object, distance: weights.contactDistance, clearance: weights.clearance)
    return [
      LossTerm(layer: "object", name: "interaction", value: interaction, weight: weights.interaction),
      LossTerm(layer: "object", name: "penetration", value: penetration, weight: weights.penetration),
    ]
  }

  private func smoothness(_ view: View) -> [LossTerm] {
    view.layers.compactMap { layer in
      layer.path.map {
        LossTerm(
          layer: layer.layer.rawValue, name: "smoothness", value: $0.roughness(),
          weight: configuration.losses.smoothness)
      }
    }
  }
}
