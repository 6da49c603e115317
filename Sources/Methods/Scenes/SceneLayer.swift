import Splatting
import Tensors

/// A part of a scene that is Gaussians at any time.
///
/// A method whose layers are of a kind of their own names it in ``Method/layerTypes``; files of it can be read from then
/// on.
public protocol SceneLayer: Sendable {
  /// What the layer's tensors do not tell: degrees, sizes of networks.
  associatedtype Details: Codable & Sendable & Equatable

  /// The kind's name in files.
  static var kind: String { get }
  /// What the layer shows: `scene`, `hand`, `object` or `background`.
  var name: String { get }
  /// What ``state()`` does not tell.
  var details: Details { get }
  /// The Gaussians at `time` in 0...1.
  func gaussians(at time: Double) -> Gaussians
  /// All tensors of the layer, outside any graph, for saving.
  func state() -> [String: Tensor]

  /// Makes the layer that was saved as `details` and `state`, copied, on the device of its tensors; both may come from a
  /// damaged file.
  /// - Throws: ``TensorError`` naming what is missing or does not fit, ``Settings/SettingError`` for a detail that
  ///   cannot be.
  init(name: String, details: Details, state: [String: Tensor]) throws
}

extension SceneLayer {
  /// The layer on `device`, where it gives its Gaussians from then on; itself where it is there already.
  /// - Throws: what ``init(name:details:state:)`` throws.
  public func moved(to device: Device) throws -> Self {
    guard gaussians(at: 0).means.device != device else { return self }
    return try Self(name: name, details: details, state: state().mapValues { $0.to(device) })
  }
}
