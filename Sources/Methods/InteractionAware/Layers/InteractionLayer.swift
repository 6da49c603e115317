import Fields
import Hands
import Splatting
import Tensors

/// A layer of Gaussians with weights and radii (equation 3), a field that moves it, and what it follows.
final class InteractionLayer: Module {
  /// The layer's name in scenes.
  let layer: InteractionPhase.Layer
  /// The canonical Gaussians.
  let gaussians: GaussianModel
  /// w before the sigmoid, `[N]`.
  @Parameter var weightLogits: Tensor
  /// The logarithm of o, metres, `[N]`.
  @Parameter var logRadii: Tensor
  /// Where each Gaussian was when its neighbours were looked for, `[N, 3]`; nothing learns it.
  @Parameter var anchors: Tensor
  /// Where the field is evaluated, `[M, 3]`, canonical space; none where it is at every Gaussian.
  ///
  /// Nothing learns it.
  @Parameter var nodes: Tensor
  /// The implicit field.
  let field: DeformationNetwork
  /// The motion that is followed, if any.
  let path: MotionPath?
  /// When the layer is to be seen.
  let presence: LayerPresence
  /// The time until which the layer stays as it is then; none if it may move at all times.
  let restsUntil: Double?
  let settings: InteractionLayerSettings
  private let refinement: Refinement
  /// The hands' vertices at the key frame, which the object's field sees (equation 5); none for other layers.
  private let touched: NearestNeighbors?
  private let touchedPoints: [SIMD3<Float>]
  private let layerParts: LayerParts?
  private var found: FoundNeighbors?
  private var foundParts: Tensor?

  /// - Parameters:
  ///   - gaussians: at the start.
  ///   - restsUntil: the time until which nothing of the layer moves, if there is one.
  ///   - parts: which part Gaussians belong to; none if all are of one.
  ///   - handPoints: the hands' key-frame vertices for the object's field; empty for other layers.
  init(
    _ layer: InteractionPhase.Layer, gaussians: GaussianModel, path: MotionPath?, presence: LayerPresence,
    restsUntil: Double?, parts: LayerParts?, settings: InteractionLayerSettings, refinement: Refinement,
    handPoints: [SIMD3<Float>], generator: RandomGenerator
  ) {
    self.layer = layer
    self.gaussians = gaussians
    self.path = path
    self.presence = presence
    self.restsUntil = restsUntil
    layerParts = parts
    self.settings = settings
    self.refinement = refinement
    touchedPoints = handPoints
    touched = handPoints.isEmpty ? nil : NearestNeighbors(handPoints)
    let means = gaussians.means.detached()
    _anchors = Parameter(means.copied())
    _nodes = Parameter(Self.spread(settings.nodes, over: means))
    _weightLogits = Parameter(.full([gaussians.count], Self.startWeight))
    _logRadii = Parameter(.zeros([gaussians.count]))
    field = DeformationNetwork(
      settings.network, inputs: handPoints.isEmpty ? 3 : 6, outputs: [3, 6, 3, 3], generator: generator)
    // To begin with o is as far as the neighbours are.
    let distances = squaredDistances(neighbors()).mean([1]).sqrt().clamped(min: 1e-4)
    _logRadii.replace(with: distances.log())
  }

  /// The sigmoid of w at the start: 0.88.
  private static let startWeight = 2.0

  private static func spread(_ count: Int?, over means: Tensor) -> Tensor {
    guard let count else { return .zeros([0, 3], device: means.device) }
    let points = means.points()
    return Tensor(
      points: FarthestPoints.chosen(count, among: points).map { points[$0] }, device: means.device)
  }

  /// Parameters with one row a Gaussian beside those of ``gaussians``.
  var companions: [(name: String, parameter: Parameter)] {
    [("weightLogits", $weightLogits), ("logRadii", $logRadii), ("anchors", $anchors)]
  }

  /// Looks for neighbours again; what is not finite is left for the rasteriser to report.
  func renewNeighbors() {
    guard gaussians.means.allFinite else { return }
    _anchors.replace(with: gaussians.means.detached().copied())
  }

  /// Spreads the nodes over the Gaussians as they are now; their number stays.
  func renewNodes() {
    guard nodes.size(0) > 0, gaussians.count >= nodes.size(0), gaussians.means.allFinite else { return }
    _nodes.replace(with: Self.spread(nodes.size(0), over: gaussians.means.detached()))
  }

  /// The nodes' places: `[M, 3]`, outside the graph.
  var places: Tensor { nodes.size(0) > 0 ? nodes.detached() : gaussians.means.detached() }

  private func neighbors() -> FoundNeighbors {
    if let found, found.fits(anchors: anchors, nodes: nodes) { return found }
    let made = FoundNeighbors(anchors: anchors, nodes: nodes, count: settings.neighbors)
    found = made
    foundParts = layerParts?.parts(of: anchors)
    return made
  }

  /// Which part each Gaussian belongs to, int64 `[N]`; none if all are of one.
  func parts() -> Tensor? {
    _ = neighbors()
    return foundParts
  }

  /// The d² of equation 10 between Gaussians and their neighbours, `[N, K]`, outside the graph.
  private func squaredDistances(_ neighbors: FoundNeighbors) -> Tensor {
    withoutGradients {
      let others = places.selecting(neighbors.rows).reshaped([gaussians.count, neighbors.perPoint, 3])
      return (gaussians.means.detached().unsqueezed(1) - others).squared().sum([-1])
    }
  }

  /// What each neighbour counts, `[N, K]`, and which they are.
  func blend(refined: Bool) -> (weights: Tensor, indices: [Int32]) {
    let neighbors = neighbors()
    let isOwn = nodes.size(0) == 0 && (!refined || neighbors.perPoint == 1)
    guard !isOwn else {
      // The Gaussian's own motion and nothing else.
      let ones = Tensor.ones([gaussians.count, 1], device: gaussians.means.device)
      return (ones, (0..<Int32(gaussians.count)).map { $0 })
    }
    let weights = refinement.weights(
      squaredDistances: squaredDistances(neighbors), logRadii: refined ? logRadii : logRadii.detached(),
      weightLogits: refined ? weightLogits : weightLogits.detached())
    return (weights, neighbors.indices)
  }

  /// How the nodes are moved at `time`.
  func motion(at time: Double) -> NodeMotion { motion(of: places, at: time) }

  /// How points `[M, 3]` of the canonical space are moved at `time`, as nodes there would be: what is followed, then what
  /// the field adds.
  func motion(of places: Tensor, at time: Double) -> NodeMotion {
    motion(of: places, values: values(of: places, at: time), at: time)
  }

  /// When the motion shown at `time` is from: what rests is as it will be when it begins to move.
  private func moment(_ time: Double) -> Double { max(time, restsUntil ?? time) }

  /// What the field gives: offsets, columns of turns, logarithms of scales, colours; only colours change in what rests.
  private func values(of places: Tensor, at time: Double, noise: Double = 0) -> [Tensor] {
    StepProfile.measure("field") {
      let inputs = inputs(places)
      let moment = moment(time)
      var values = field.values(inputs, time: moment + noise)
      if settings.shading, moment > time { values[3] = field.values(inputs, time: time + noise)[3] }
      return values
    }
  }

  private func motion(of places: Tensor, values: [Tensor], at time: Double) -> NodeMotion {
    let identity = Tensor([Float](arrayLiteral: 1, 0, 0, 0, 1, 0), device: places.device)
    let turns = Rotations.matrices(sixD: values[1] + identity)
    let followed = path?.transforms(of: places, at: moment(time))
    let shading = settings.shading ? values[3] : values[3] * 0
    return NodeMotion(
      rotations: followed.map { $0.rotations.matmul(turns) } ?? turns,
      positions: (followed?.positions ?? places) + values[0], scales: values[2], shading: shading)
  }

  /// What γ encodes: the place of equation 4, for an object joined by the hand's of equation 5.
  ///
  /// ⊕ "concatenates hand and object positions at key frame k"; which hand Gaussian i goes with object Gaussian j is
  /// not said. Here it is the nearest of the tracked hand's vertices at the key frame, in whose pose the canonical space
  /// is.
  private func inputs(_ places: Tensor) -> Tensor {
    guard let touched else { return places }
    let nearest = touched.nearest(1, to: places.points()).indices
    let points = Tensor(
      points: nearest.map { touchedPoints[max(0, Int($0))] }, device: places.device)
    return .concatenated([places, points], dimension: 1)
  }

  /// The Gaussians at `time`, and what moved them; the field sees the time with `noise`.
  func gaussians(
    at time: Double, noise: Double = 0, degree: Int, refined: Bool
  ) -> MovedLayer {
    let (weights, indices) = blend(refined: refined)
    let values = values(of: places, at: time, noise: noise)
    var moved = Refinement.moved(
      gaussians, by: motion(of: places, values: values, at: time), nodes: places, weights: weights,
      indices: indices, degree: degree)
    if let parts = parts() {
      let shares = Tensor(presence.values(at: time).map(Float.init), device: parts.device)
      moved.gaussians.opacities = moved.gaussians.opacities * shares.selecting(parts)
    }
    return MovedLayer(
      gaussians: moved.gaussians, turns: moved.turns, offsets: values[0], logScales: values[2])
  }
}
