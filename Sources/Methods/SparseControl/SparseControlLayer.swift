import Fields
import Splatting
import Tensors

/// Gaussians that follow nodes, which a network moves over time.
public struct SparseControlLayer: SceneLayer, @unchecked Sendable {
  /// What the layer's tensors do not tell.
  public struct Details: Codable, Sendable, Equatable {
    /// The degree up to which harmonics are evaluated.
    public var degree: Int
    /// The network that moves the nodes.
    public var network: DeformationNetwork.Configuration
    /// How many nodes move a Gaussian.
    public var neighbors: Int
    /// Whether Gaussians are turned about the nodes with them.
    public var hasLocalFrames: Bool
    /// Whether blended quaternions are added to those of Gaussians.
    public var addsRotations: Bool

    /// Puts details together.
    public init(
      degree: Int, network: DeformationNetwork.Configuration, neighbors: Int, hasLocalFrames: Bool,
      addsRotations: Bool
    ) {
      self.degree = degree
      self.network = network
      self.neighbors = neighbors
      self.hasLocalFrames = hasLocalFrames
      self.addsRotations = addsRotations
    }

    fileprivate var blend: SparseControlModel.Blend {
      SparseControlModel.Blend(
        neighbors: neighbors, hasLocalFrames: hasLocalFrames, addsRotations: addsRotations)
    }
  }

  /// The kind's name in files.
  public static let kind = "sparseControl"
  // The model is a copy of its own and never changed after it was made.
  private let model: SparseControlModel
  /// What the layer shows.
  public let name: String
  /// What the layer's tensors do not tell.
  public let details: Details

  /// Takes over what was saved as `state`, copied.
  /// - Throws: ``TensorError`` naming what is missing or does not fit, ``Settings/SettingError`` for a detail that cannot
  ///   be.
  public init(name: String, details: Details, state: [String: Tensor]) throws {
    self.name = name
    self.details = details
    let gaussians = try GaussianModel(state: state, prefix: SparseControlModel.prefix)
    let nodes = try GaussianModel(state: state, prefix: SparseControlModel.nodePrefix)
    try Settings.require("degree", details.degree, in: 0...gaussians.maximumDegree)
    try Settings.require("neighbors", details.neighbors, in: 1...64)
    guard nodes.count > 0 else { throw TensorError(operation: "load", reason: "there are no nodes") }
    func tensor(_ name: String, _ shape: [Int]) throws -> Tensor {
      guard let tensor = state[name], tensor.dtype == .float32, tensor.shape == shape else {
        throw TensorError(operation: "load", reason: "the tensor \(name) is missing or not of shape \(shape)")
      }
      return tensor
    }
    let hyperDimensions = state["hyperCoordinates"]?.shape.last ?? 0
    let attributes = NodeAttributes(
      logRadii: try tensor("attributes.logRadii", [nodes.count]),
      weightLogits: try tensor("attributes.weightLogits", [nodes.count]),
      hyperCoordinates: try tensor("attributes.hyperCoordinates", [nodes.count, hyperDimensions]))
    model = SparseControlModel(
      gaussians: gaussians,
      hyperCoordinates: try tensor("hyperCoordinates", [gaussians.count, hyperDimensions]), nodes: nodes,
      attributes: attributes,
      network: try DeformationNetwork(details.network, state: state, prefix: "network."),
      blend: details.blend)
  }

  /// The Gaussians moved to `time`.
  public func gaussians(at time: Double) -> Gaussians {
    withoutGradients { model.gaussians(at: time, degree: details.degree) }
  }

  /// The parameters of the Gaussians, the nodes and the network.
  public func state() -> [String: Tensor] { model.state().mapValues { $0.copied() } }
}
