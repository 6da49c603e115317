import Captures
import Hands
import Splatting
import Tensors

extension InteractionAware {
  /// What a step shows.
  struct View {
    var layers: [InteractionLayer]
    /// How much of each pixel the masks say to be hand or object; none where the frame has no mask.
    var moving: Tensor?
    /// Whether layers are left out that the image shows.
    var isPart: Bool
  }

  func shown(in phase: InteractionPhase, _ frame: TrainingFrame) -> View {
    let present = model.layers.filter { $0.presence.isSeen(at: frame.time) }
    let moving = frame.coverage(of: [.rightHand, .leftHand, .object, .secondObject])
    let chosen = present.filter { phase.layers.contains($0.layer) }
    // Without a mask nobody knows which part of the image a part of the layers has to fit.
    let isWhole = moving == nil || chosen.isEmpty || chosen.count == present.count
    return View(layers: isWhole ? present : chosen, moving: moving, isPart: !isWhole)
  }

  func photometric(_ rendering: Rendering, _ view: View, _ frame: TrainingFrame) throws -> LossTerm {
    let isBackground = view.layers.allSatisfy { $0.layer == .background }
    let part = view.isPart ? view.moving.map { isBackground ? 1 - $0 : $0 } : nil
    let loss = try frame.photometricLoss(
      of: rendering, background: view.isPart ? .zero : backgroundColor, ssimWeight: configuration.ssimWeight,
      part: part, cutsRendering: isBackground)
    return LossTerm(layer: "scene", name: "photometric", value: loss)
  }

  /// How far each layer's coverage is from its mask.
  func labels(_ rendering: Rendering, _ view: View, _ frame: TrainingFrame) -> [LossTerm] {
    guard let channels = rendering.extra else { return [] }
    return view.layers.enumerated().compactMap { index, layer in
      guard let labels = layer.layer.labels, let coverage = frame.coverage(of: labels) else { return nil }
      let loss = ImageLoss.mask(channels[.ellipsis, .at(index)], coverage, weights: frame.validity)
      return LossTerm(
        layer: layer.layer.rawValue, name: "labels", value: loss, weight: configuration.losses.labels)
    }
  }

  func interaction(
    _ moved: [MovedLayer], _ view: View, _ phase: InteractionPhase,
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
      terms += tracking(view.layers[hand], context)
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
    return terms + smoothness(view) + restraint(moved, view)
  }

  /// How much the fields add to what layers follow, or to their rest.
  private func restraint(_ moved: [MovedLayer], _ view: View) -> [LossTerm] {
    let weight = configuration.losses.restraint
    guard weight > 0 else { return [] }
    return zip(view.layers, moved).map { layer, moved in
      LossTerm(
        layer: layer.layer.rawValue, name: "restraint", value: moved.restraint(extent: model.extent),
        weight: weight)
    }
  }

  /// How far the hands' joints are from where they were tracked, and their bones from the length that they have.
  private func tracking(_ hand: InteractionLayer, _ context: StepContext) -> [LossTerm] {
    let weights = configuration.losses
    guard weights.tracking > 0 || weights.bones > 0,
      let joints = model.hands.joints(in: context.frame.index)
    else { return [] }
    let device = hand.gaussians.means.device
    let canonical = joints.canonical.to(device)
    let places = hand.motion(of: canonical, at: context.frame.time).positions
    let distances = (places - joints.tracked.to(device)).squared().sum([-1])
    let stretch = Self.boneLengths(places) - Self.boneLengths(canonical)
    return [
      LossTerm(layer: "hand", name: "tracking", value: distances.mean(), weight: weights.tracking),
      LossTerm(layer: "hand", name: "bones", value: stretch.squared().mean(), weight: weights.bones),
    ]
  }

  /// The joint before each but the wrist: those of the model's tree, then the last of each finger before its tip.
  private static let boneStarts = Tensor((HandModel.parents.dropFirst() + [3, 6, 9, 12, 15]).map(Int64.init))

  /// The distance of each joint of hands from the one before it in its finger, `[H, 20]`, of joints `[21 H, 3]`.
  private static func boneLengths(_ joints: Tensor) -> Tensor {
    let hands = joints.reshaped([-1, 21, 3])
    return (hands[.all, .from(1)] - hands.selecting(boneStarts.to(joints.device), dimension: 1)).norm([-1])
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
