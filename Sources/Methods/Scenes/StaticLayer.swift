import Splatting
import Tensors

/// Gaussians that stay as they are.
public struct StaticLayer: SceneLayer {
  /// What the layer shows.
  public let name: String
  /// The degree up to which harmonics are evaluated.
  public let degree: Int
  private let values: [String: Tensor]
  private let activated: Gaussians

  /// Takes a copy of `model` as it is now.
  public init(name: String, model: GaussianModel, degree: Int) {
    self.name = name
    self.degree = degree
    values = model.snapshot(prefix: "gaussians.")
    activated = withoutGradients { model.gaussians(degree: degree) }
  }

  /// A static layer, of this degree.
  public var kind: LayerKind { .static(degree: degree) }

  /// The same Gaussians at any time.
  public func gaussians(at time: Double) -> Gaussians { activated }

  /// The Gaussians' parameters.
  public func state() -> [String: Tensor] { values }
}
