import Hands
import Splatting
import Tensors

/// Gaussians whose nodes' motion is a table over time: what ``InteractionAware`` leaves, played back without a network.
public struct BakedLayer: SceneLayer, @unchecked Sendable {
  /// What the layer's tensors do not tell.
  public struct Details: Codable, Sendable, Equatable {
    /// The degree up to which harmonics are evaluated.
    public var degree: Int
    /// The furthest, in metres, that a node of the table was found from where the fields put it: looked for half way
    /// between the table's times, where straight lines are worst.
    public var bakingError: Double

    /// Puts details together.
    public init(degree: Int, bakingError: Double) {
      self.degree = degree
      self.bakingError = bakingError
    }
  }

  /// The kind's name in files.
  public static let kind = "baked"
  /// What the layer shows.
  public let name: String
  /// What the layer's tensors do not tell.
  public let details: Details
  // A copy of its own and never changed after it was made.
  private let model: GaussianModel
  private let table: MotionTable
  private let weights: Tensor
  private let indices: [Int32]
  /// Which part each Gaussian belongs to, int64 `[N]`; absent if all are of one.
  private let parts: Tensor?

  /// Bakes `layer` as it is now at the times of `knots` and half way between.
  init(_ layer: InteractionLayer, knots: TimeKnots, degree: Int, refined: Bool) throws {
    let (table, error) = MotionTable.baked(layer, knots: knots)
    let (weights, indices) = withoutGradients { layer.blend(refined: refined) }
    var state = layer.gaussians.snapshot(prefix: "gaussians.")
    state.merge(table.state()) { $1 }
    state["weights"] = weights.detached()
    state["neighbors"] = Tensor(indices.map(Int64.init), shape: weights.shape)
    state["parts"] = layer.parts()
    try self.init(
      name: layer.layer.rawValue, details: Details(degree: degree, bakingError: error), state: state)
  }

  /// Takes over what was saved as `state`, copied.
  /// - Throws: ``TensorError`` naming what is missing or does not fit, ``Settings/SettingError`` for a degree that the
  ///   tensors do not have.
  public init(name: String, details: Details, state: [String: Tensor]) throws {
    self.name = name
    self.details = details
    model = try GaussianModel(state: state, prefix: "gaussians.")
    try Settings.require("degree", details.degree, in: 0...model.maximumDegree)
    table = try MotionTable(state)
    let count = model.count
    guard let weights = state["weights"], let neighbors = state["neighbors"], weights.rank == 2,
      weights.size(0) == count, weights.dtype == .float32, neighbors.dtype == .int64,
      neighbors.shape == weights.shape
    else {
      throw TensorError(operation: "load", reason: "the weights or neighbors are not one row a Gaussian")
    }
    let numbers = neighbors.elements(as: Int64.self)
    let nodeCount = Int64(table.nodeCount)
    guard numbers.allSatisfy({ $0 >= 0 && $0 < nodeCount }) else {
      throw TensorError(operation: "load", reason: "the neighbors are not all among the nodes")
    }
    parts = try Self.parts(state["parts"], gaussians: count, parts: table.partCount)
    self.weights = weights.detached().copied()
    indices = numbers.map(Int32.init)
  }

  private static func parts(_ found: Tensor?, gaussians: Int, parts: Int) throws -> Tensor? {
    guard let found else {
      guard parts == 1 else { throw TensorError(operation: "load", reason: "the tensor parts is missing") }
      return nil
    }
    guard found.dtype == .int64, found.shape == [gaussians],
      found.elements(as: Int64.self).allSatisfy({ $0 >= 0 && $0 < Int64(parts) })
    else { throw TensorError(operation: "load", reason: "the parts are not one number a Gaussian") }
    return found.copied()
  }

  /// The Gaussians moved to `time`.
  public func gaussians(at time: Double) -> Gaussians {
    withoutGradients {
      let (motion, presence) = table.motion(at: time)
      var moved = Refinement.moved(
        model, by: motion, nodes: table.nodes, weights: weights, indices: indices, degree: details.degree
      ).gaussians
      moved.opacities = moved.opacities * (parts.map { presence.selecting($0) } ?? presence)
      return moved
    }
  }

  /// The Gaussians' parameters, their neighbours, and the table.
  public func state() -> [String: Tensor] {
    var state = model.snapshot(prefix: "gaussians.")
    state.merge(table.state()) { $1 }
    state["weights"] = weights
    state["neighbors"] = Tensor(indices.map(Int64.init), shape: weights.shape)
    state["parts"] = parts
    return state
  }
}
