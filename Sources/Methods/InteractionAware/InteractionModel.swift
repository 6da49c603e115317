import Captures
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
    let start = ObjectStart(capture: capture, hands: hands, knots: knots, keyFrame: keyFrame)
    let handPath = hands.path(smoothing: configuration.followSmoothing)
    let objectPath = start.path(smoothing: configuration.followSmoothing)
    var clouds: [(layer: InteractionPhase.Layer, points: PointCloud, path: MotionPath?)] = [
      (.hand, points.hand(path: handPath, forearm: configuration.hand.points), handPath)
    ]
    if let objectPath {
      let cloud = points.object(
        path: configuration.followsHand ? objectPath : nil, count: configuration.object.points,
        expansion: configuration.boxExpansion, noise: configuration.startNoise)
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
        settings: configuration.settings(of: layer),
        refinement: Refinement(isPrinted: configuration.printedRefinement && layer != .background),
        handPoints: layer == .object ? tracked.canonicalVertices : [], generator: generator)
    }
  }

  /// A layer is there where its mask is, and where there is no mask, hands where they are tracked.
  private static func presence(
    of layer: InteractionPhase.Layer, _ capture: TrainingCapture, _ hands: TrackedHands, _ knots: TimeKnots
  ) -> LayerPresence {
    let known = knots.times.map { time -> Bool? in
      guard let row = capture.frames.firstIndex(where: { $0.time == time }), let labels = layer.labels else {
        return nil
      }
      if let coverage = capture.frames[row].coverage(of: labels) { return coverage.sum().item() > 0 }
      return layer == .hand ? hands.isSeen(in: row) : nil
    }
    return LayerPresence(known, knots: knots)
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
