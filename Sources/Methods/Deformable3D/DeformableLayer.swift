import Fields
import Splatting
import Tensors

/// Gaussians that a network moves over time.
public struct DeformableLayer: SceneLayer, @unchecked Sendable {
  // The model is a copy of its own and never changed after it was made.
  private let model: DeformableModel
  private let configuration: Configuration
  /// What the layer shows.
  public let name: String
  /// The degree up to which harmonics are evaluated.
  public let degree: Int

  /// What the layer's tensors do not tell.
  public struct Configuration: Sendable, Equatable, Codable {
    /// The network's size.
    public var network: DeformationNetwork.Configuration
    /// Whether offsets are added to activated scales.
    public var offsetsActivatedScales: Bool

    /// Puts a configuration together.
    public init(network: DeformationNetwork.Configuration, offsetsActivatedScales: Bool) {
      self.network = network
      self.offsetsActivatedScales = offsetsActivatedScales
    }
  }

  /// Takes over what was saved as `state`, copied.
  /// - Throws: ``TensorError`` naming what is missing or does not fit, ``Settings/SettingError`` for a network that
  ///   cannot be.
  public init(name: String, degree: Int, configuration: Configuration, state: [String: Tensor]) throws {
    self.name = name
    self.degree = degree
    self.configuration = configuration
    let network = try Self.network(configuration.network, state: state)
    model = DeformableModel(
      gaussians: try GaussianModel(state: state, prefix: "gaussians."), network: network,
      offsetsActivatedScales: configuration.offsetsActivatedScales)
  }

  private static func network(
    _ configuration: DeformationNetwork.Configuration, state: [String: Tensor]
  ) throws -> DeformationNetwork {
    try configuration.validate()
    let prefix = "network."
    // Before anything is made of the size that the configuration claims.
    guard state[prefix + "layers.\(configuration.depth - 1).bias"]?.shape == [configuration.width] else {
      throw TensorError(
        operation: "load", reason: "the network's tensors are not of the size that is claimed")
    }
    // The weights drawn here are replaced at once.
    let network = DeformationNetwork(configuration, generator: RandomGenerator(seed: 0))
    try network.load(
      Dictionary(
        uniqueKeysWithValues: state.filter { $0.key.hasPrefix(prefix) }
          .map { ($0.key.dropFirst(prefix.count).description, $0.value) }))
    return network
  }

  /// A deformable layer, of this degree and network.
  public var kind: LayerKind { .deformable(degree: degree, network: configuration) }

  /// The Gaussians moved to `time`.
  public func gaussians(at time: Double) -> Gaussians {
    withoutGradients { model.gaussians(at: time, degree: degree) }
  }

  /// The parameters of the Gaussians and of the network.
  public func state() -> [String: Tensor] {
    Dictionary(
      uniqueKeysWithValues: model.namedParameters().map { ($0.name, $0.parameter.value.detached().copied()) })
  }
}
