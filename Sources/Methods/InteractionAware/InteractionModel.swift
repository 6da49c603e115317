import Captures
import Hands
import Splatting
import Tensors

/// The layers at the start, and what the tracker knows.
struct InteractionModel {
  /// Hand, object if there is one, background.
  let layers: [InteractionLayer]
  /// The tracked hands.
  let hands: TrackedHands
  /// Their vertices in each frame that trains.
  let targets: [HandTarget?]
  /// The frame just before contact.
  let keyFrame: Int
  /// The length to which sizes are relative, metres.
  let extent: Double

  /// The paper's first phase, initialisation.
  /// - Throws: ``FileError`` if the capture shows no hand, ``GaussianInitializationError`` for points that are not finite.
  init(
    _ configuration: InteractionAwareConfiguration, capture: TrainingCapture, generator: RandomGenerator
  ) throws {
    let knots = TimeKnots(capture.frames)
    keyFrame = KeyMoment.frame(of: capture)
    hands = try TrackedHands(capture, keyFrame: keyFrame, knots: knots)
    let tracked = hands
    targets = capture.frames.indices.map { HandTarget(tracked.vertices(in: $0)) }
    let scenePoints = capture.initialPoints(count: configuration.scene.points, generator: generator)
    extent = capture.extent(with: scenePoints)
    let points = LayerPoints(capture: capture, hands: hands, generator: generator)
    let resting = RestingObjects(
      capture, keyFrame: keyFrame, hint: hands.palmAtStart,
      samples: configuration.restsUntilContact ? configuration.object.points / 2 : 0, generator: generator)
    let start = ObjectStart(
      capture: capture, hands: hands, knots: knots, keyFrame: keyFrame, resting: resting)
    let restEnd =
      configuration.restsUntilContact && resting.areAtRest ? capture.frames[keyFrame].time : nil
    let handPath = hands.path(smoothing: configuration.followSmoothing)
    let objectPath = start.path(smoothing: configuration.followSmoothing)
    var clouds: [(layer: InteractionPhase.Layer, points: PointCloud, path: MotionPath?)] = [
      (.hand, points.hand(path: handPath, forearm: configuration.hand.points), handPath)
    ]
    if let objectPath {
      let cloud = points.object(
        path: configuration.followsHand ? objectPath : nil, count: configuration.object.points,
        expansion: configuration.boxExpansion, noise: configuration.startNoise, surface: resting.surface)
      clouds.append((.object, cloud, objectPath))
    }
    clouds.append((.background, points.background(scenePoints), nil))
    layers = try clouds.map { layer, cloud, path in
      InteractionLayer(
        layer,
        gaussians: try GaussianModel(
          cloud, degree: configuration.harmonics.maximumDegree, density: configuration.density(of: layer)),
        path: configuration.followsHand ? path : nil,
        presence: Self.presence(of: layer, capture, tracked, knots),
        restsUntil: layer == .object ? restEnd : nil,
        parts: layer == .hand ? LayerParts(tracked.canonicalHands.map(\.vertices)) : nil,
        settings: configuration.settings(of: layer),
        refinement: Refinement(isPrinted: configuration.printedRefinement && layer != .background),
        handPoints: layer == .object ? tracked.canonicalVertices : [], generator: generator)
    }
  }

  /// A part of a layer is there where its mask is, and where there is no mask, a hand where it is tracked.
  private static func presence(
    of layer: InteractionPhase.Layer, _ capture: TrainingCapture, _ hands: TrackedHands, _ knots: TimeKnots
  ) -> LayerPresence {
    func known(_ labels: Set<FrameLabel>?, tracked: (Int) -> Bool?) -> [Bool?] {
      knots.times.map { time in
        guard let row = capture.frames.firstIndex(where: { $0.time == time }), let labels else { return nil }
        if let coverage = capture.frames[row].coverage(of: labels) { return coverage.sum().item() > 0 }
        return tracked(row)
      }
    }
    guard layer == .hand else { return LayerPresence([known(layer.labels) { _ in nil }], knots: knots) }
    let parts = hands.sides.enumerated().map { hand, side in
      known(Self.labels(of: side, capture)) { hands.isSeen(hand, in: $0) }
    }
    return LayerPresence(parts, knots: knots)
  }

  /// The label of a side, or where no mask has it those of both.
  private static func labels(of side: HandTrack.Side, _ capture: TrainingCapture) -> Set<FrameLabel> {
    let own: Set<FrameLabel> = side == .right ? [.rightHand] : [.leftHand]
    let isUsed = capture.frames.contains { ($0.coverage(of: own)?.sum().item() ?? 0) > 0 }
    return isUsed ? own : [.rightHand, .leftHand]
  }
}

extension InteractionPhase.Layer {
  /// The labels of what the layer shows; none for the background, which shows the rest.
  var labels: Set<FrameLabel>? {
    switch self {
    case .hand: [.rightHand, .leftHand]
    case .object: [.object, .secondObject]
    case .background: nil
    }
  }
}
