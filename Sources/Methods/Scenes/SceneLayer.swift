import Splatting
import Tensors

/// A part of a scene that is Gaussians at any time.
public protocol SceneLayer: Sendable {
  /// What the layer shows: `scene`, `hand`, `object` or `background`.
  var name: String { get }
  /// How to make the layer again from its ``state``.
  var kind: LayerKind { get }
  /// The Gaussians at `time` in 0...1.
  func gaussians(at time: Double) -> Gaussians
  /// All tensors of the layer, outside any graph, for saving.
  func state() -> [String: Tensor]
}

/// What kinds of layers a scene's folder can hold, with the settings that their tensors do not tell.
public enum LayerKind: Sendable, Equatable, Codable {
  /// ``StaticLayer``; harmonics are evaluated up to `degree`.
  case `static`(degree: Int)
  /// ``DeformableLayer``; harmonics are evaluated up to `degree`.
  case deformable(degree: Int, network: DeformableLayer.Configuration)

  /// Makes the layer that was saved as `state`.
  /// - Throws: ``TensorError`` naming what is missing or does not fit, ``Settings/SettingError`` for a setting that
  ///   cannot be.
  func layer(named name: String, from state: [String: Tensor]) throws -> any SceneLayer {
    let model = try GaussianModel(state: state, prefix: "gaussians.")
    switch self {
    case .static(let degree):
      try Settings.require("degree", degree, in: 0...model.maximumDegree)
      return StaticLayer(name: name, model: model, degree: degree)
    case .deformable(let degree, let configuration):
      try Settings.require("degree", degree, in: 0...model.maximumDegree)
      return try DeformableLayer(name: name, degree: degree, configuration: configuration, state: state)
    }
  }
}
