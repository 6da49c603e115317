import Fields
import Splatting
import Tensors

/// Gaussians that planes of features move over time.
public struct HexPlaneLayer: SceneLayer, @unchecked Sendable {
  /// What the layer's tensors do not tell.
  public struct Details: Codable, Sendable, Equatable {
    /// The degree up to which harmonics are evaluated.
    public var degree: Int
    /// The planes and the networks behind them.
    public var deformation: HexPlaneDeformation.Configuration
    /// The box that the planes cover.
    public var bounds: HexPlane.Bounds

    /// Puts details together.
    public init(degree: Int, deformation: HexPlaneDeformation.Configuration, bounds: HexPlane.Bounds) {
      self.degree = degree
      self.deformation = deformation
      self.bounds = bounds
    }
  }

  /// The kind's name in files.
  public static let kind = "hexPlane"
  // The model is a copy of its own and never changed after it was made.
  private let model: HexPlaneModel
  /// What the layer shows.
  public let name: String
  /// What the layer's tensors do not tell.
  public let details: Details

  /// Takes over what was saved as `state`, copied.
  /// - Throws: ``TensorError`` naming what is missing or does not fit, ``Settings/SettingError`` for a size that cannot
  ///   be.
  public init(name: String, details: Details, state: [String: Tensor]) throws {
    self.name = name
    self.details = details
    let gaussians = try GaussianModel(state: state, prefix: "gaussians.")
    try Settings.require("degree", details.degree, in: 0...gaussians.maximumDegree)
    model = HexPlaneModel(
      gaussians: gaussians,
      deformation: try HexPlaneDeformation(
        details.deformation, bounds: details.bounds, state: state, prefix: "deformation."))
  }

  /// The Gaussians moved to `time`.
  public func gaussians(at time: Double) -> Gaussians {
    withoutGradients { model.gaussians(at: time, degree: details.degree) }
  }

  /// The parameters of the Gaussians, the planes and the networks.
  public func state() -> [String: Tensor] { model.state().mapValues { $0.copied() } }
}

extension HexPlaneDeformation {
  /// Planes and networks of the sizes `configuration` that were saved as `state`, under names that begin with `prefix`.
  /// - Throws: ``TensorError`` naming what is missing or does not fit, ``Settings/SettingError`` for a size that cannot
  ///   be.
  fileprivate convenience init(
    _ configuration: Configuration, bounds: HexPlane.Bounds, state: [String: Tensor], prefix: String
  ) throws {
    try configuration.validate()
    let grid = configuration.grid
    // Before anything is made of the sizes that the configuration claims.
    for (level, multiplier) in grid.multipliers.enumerated() {
      let resolution = grid.spatialResolution * multiplier
      guard
        state[prefix + "grid.levels.\(level).space"]?.shape == [3, grid.channels, resolution, resolution],
        state[prefix + "grid.levels.\(level).time"]?.shape
          == [3, grid.channels, grid.timeResolution, resolution]
      else {
        throw TensorError(operation: "load", reason: "the planes are not of the sizes that are claimed")
      }
    }
    guard state[prefix + "layers.\(configuration.depth - 1).bias"]?.shape == [configuration.width] else {
      throw TensorError(
        operation: "load", reason: "the network's tensors are not of the size that is claimed")
    }
    // The values drawn here are replaced at once.
    self.init(configuration, bounds: bounds, generator: RandomGenerator(seed: 0))
    try load(state.part(prefix))
  }
}
