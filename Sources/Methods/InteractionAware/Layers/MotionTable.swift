import Hands
import Tensors

/// The motion of nodes at some times; between them all values are linear.
struct MotionTable {
  /// Where the nodes are in the canonical space, `[M, 3]`.
  let nodes: Tensor
  private let times: [Double]
  /// The first two columns of turns `[F, M, 6]`, places, scales and shading `[F, M, 3]`.
  private let columns: Tensor
  private let places: Tensor
  private let scales: Tensor
  private let shading: Tensor
  /// How much of each part of the layer is there, `[F, P]`.
  private let presence: Tensor

  /// How many parts the layer has.
  var partCount: Int { presence.size(1) }

  /// How many nodes there are.
  var nodeCount: Int { nodes.size(0) }

  /// The motion of `layer` at the knots' times, a step beyond their ends and half way between, and the furthest in
  /// metres that a node is from where it should be half way between these.
  static func baked(_ layer: InteractionLayer, knots: TimeKnots) -> (table: MotionTable, error: Double) {
    withoutGradients {
      let ends = [knots.reach.lowerBound, knots.reach.upperBound]
      let times = Self.halved(Set(knots.times + ends).sorted())
      let table = MotionTable(layer, times: times)
      let error = zip(times, times.dropFirst()).map { before, after in
        let middle = (before + after) / 2
        let offsets = table.motion(at: middle).motion.positions - layer.motion(at: middle).positions
        return offsets.norm([-1]).max().item()
      }
      return (table, error.max() ?? 0)
    }
  }

  /// `times` with the middles between them.
  private static func halved(_ times: [Double]) -> [Double] {
    let middles = zip(times, times.dropFirst()).map { ($0 + $1) / 2 }
    return (times + middles).sorted()
  }

  private init(_ layer: InteractionLayer, times: [Double]) {
    self.times = times
    let motions = times.map { layer.motion(at: $0) }
    nodes = layer.places.copied()
    columns = .stacked(motions.map { Rotations.sixD(matrices: $0.rotations) })
    places = .stacked(motions.map(\.positions))
    scales = .stacked(motions.map(\.scales))
    shading = .stacked(motions.map(\.shading))
    let shares = times.map { layer.presence.values(at: $0).map(Float.init) }
    presence = Tensor(
      shares.flatMap(\.self), shape: [times.count, layer.presence.parts.count], device: nodes.device)
  }

  /// How the nodes are moved at `time`, and how much of each part of the layer is there, `[P]`.
  func motion(at time: Double) -> (motion: NodeMotion, presence: Tensor) {
    let next = times.firstIndex { $0 > time } ?? times.count
    let (before, after) = (max(next - 1, 0), min(next, times.count - 1))
    let span = times[after] - times[before]
    let part = span > 0 ? min(max((time - times[before]) / span, 0), 1) : 0
    func value(_ table: Tensor) -> Tensor { table[.at(before)] * (1 - part) + table[.at(after)] * part }
    let motion = NodeMotion(
      rotations: Rotations.matrices(sixD: value(columns)), positions: value(places), scales: value(scales),
      shading: value(shading))
    return (motion, value(presence))
  }

  /// All tensors, for saving.
  func state() -> [String: Tensor] {
    [
      "nodes": nodes, "motion.times": Tensor(times), "motion.rotations": columns, "motion.positions": places,
      "motion.scales": scales, "motion.shading": shading, "motion.presence": presence,
    ]
  }

  /// Takes over what ``state()`` gave.
  /// - Throws: ``TensorError`` naming what is missing or does not fit.
  init(_ state: [String: Tensor]) throws {
    func find(_ name: String, _ type: DType) throws -> Tensor {
      guard let found = state[name], found.dtype == type else {
        throw TensorError(operation: "load", reason: "the tensor \(name) is missing or of another type")
      }
      return found.copied()
    }
    nodes = try find("nodes", .float32)
    let moments = try find("motion.times", .float64)
    presence = try find("motion.presence", .float32)
    guard nodes.rank == 2, nodes.size(1) == 3, moments.rank == 1, moments.count > 0, presence.rank == 2,
      presence.size(0) == moments.count, presence.size(1) > 0
    else { throw TensorError(operation: "load", reason: "the motion's nodes or times are of a wrong shape") }
    let shape = [moments.count, nodes.size(0)]
    func table(_ name: String, _ width: Int) throws -> Tensor {
      let found = try find(name, .float32)
      guard found.shape == shape + [width] else {
        throw TensorError(operation: "load", reason: "the tensor \(name) has the shape \(found.shape)")
      }
      return found
    }
    columns = try table("motion.rotations", 6)
    places = try table("motion.positions", 3)
    scales = try table("motion.scales", 3)
    shading = try table("motion.shading", 3)
    times = moments.elements(as: Double.self)
    guard zip(times, times.dropFirst()).allSatisfy({ $0 < $1 }), times.allSatisfy(\.isFinite) else {
      throw TensorError(operation: "load", reason: "the motion's times do not rise")
    }
  }
}
