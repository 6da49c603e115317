import Splatting
import Tensors

/// Gaussians that stay as they are.
public struct StaticLayer: SceneLayer {
  /// What the layer's tensors do not tell.
  public struct Details: Codable, Sendable, Equatable {
    /// The degree up to which harmonics are evaluated.
    public var degree: Int

    /// Puts details together.
    public init(degree: Int) { self.degree = degree }
  }

  /// The kind's name in files.
  public static let kind = "static"
  /// What the layer shows.
  public let name: String
  /// What the layer's tensors do not tell.
  public let details: Details
  private let values: [String: Tensor]
  private let activated: Gaussians

  /// Takes a copy of `model` as it is now; harmonics are evaluated up to `degree`.
  public init(name: String, model: GaussianModel, degree: Int) {
    self.name = name
    details = Details(degree: degree)
    values = model.snapshot(prefix: "gaussians.")
    activated = withoutGradients { model.gaussians(degree: degree) }
  }

  /// Takes over `model`, whose tensors nobody may write to any more; all of its harmonics are evaluated.
  ///
  /// For large scenes, of which there is no room for a copy.
  public init(name: String, takingOver model: GaussianModel) {
    self.name = name
    details = Details(degree: model.maximumDegree)
    values = model.state(prefix: "gaussians.")
    activated = withoutGradients { model.gaussians(degree: model.maximumDegree) }
  }

  /// Takes over what was saved as `state`.
  /// - Throws: ``TensorError`` naming what is missing or does not fit, ``Settings/SettingError`` for a degree that the
  ///   tensors do not have.
  public init(name: String, details: Details, state: [String: Tensor]) throws {
    let model = try GaussianModel(state: state, prefix: "gaussians.")
    try Settings.require("degree", details.degree, in: 0...model.maximumDegree)
    self.init(name: name, model: model, degree: details.degree)
  }

  /// The same Gaussians at any time.
  public func gaussians(at time: Double) -> Gaussians { activated }

  /// The Gaussians' parameters.
  public func state() -> [String: Tensor] { values }
}
