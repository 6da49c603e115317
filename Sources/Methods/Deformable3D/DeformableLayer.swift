import Fields
import Splatting
import Tensors

/// Gaussians that a network moves over time.
public struct DeformableLayer: SceneLayer, @unchecked Sendable {
  /// What the layer's tensors do not tell.
  public struct Details: Codable, Sendable, Equatable {
    /// The degree up to which harmonics are evaluated.
    public var degree: Int
    /// What moves the Gaussians.
    public var network: Configuration

    /// Puts details together.
    public init(degree: Int, network: Configuration) {
      self.degree = degree
      self.network = network
    }
  }

  /// What moves the Gaussians.
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

  /// The kind's name in files.
  public static let kind = "deformable"
  // The model is a copy of its own and never changed after it was made.
  private let model: DeformableModel
  /// What the layer shows.
  public let name: String
  /// What the layer's tensors do not tell.
  public let details: Details

  /// Takes over what was saved as `state`, copied.
  /// - Throws: ``TensorError`` naming what is missing or does not fit, ``Settings/SettingError`` for a network that
  ///   cannot be.
  public init(name: String, details: Details, state: [String: Tensor]) throws {
    self.name = name
    self.details = details
    let gaussians = try GaussianModel(state: state, prefix: "gaussians.")
    try Settings.require("degree", details.degree, in: 0...gaussians.maximumDegree)
    model = DeformableModel(
      gaussians: gaussians,
      network: try DeformationNetwork(details.network.network, state: state, prefix: "network."),
      offsetsActivatedScales: details.network.offsetsActivatedScales)
  }

  /// The Gaussians moved to `time`.
  public func gaussians(at time: Double) -> Gaussians {
    withoutGradients { model.gaussians(at: time, degree: details.degree) }
  }

  /// The parameters of the Gaussians and of the network.
  public func state() -> [String: Tensor] { model.state().mapValues { $0.copied() } }
}
