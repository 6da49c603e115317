import Evaluation
import Foundation
import Methods
import Splatting

/// How near hand and object are to one another at the scene's times: a byte a Gaussian, 0...255 for the places 0...1 on
/// ``ContactScale``.
actor ContactStore {
  /// The indices of the two layers.
  struct Layers: Sendable {
    let hand: Int
    let object: Int

    /// Where they are in `scene`; none where one is missing.
    init?(_ scene: Scene) {
      func index(_ name: String) -> Int? { scene.layers.firstIndex { $0.name == name } }
      guard let hand = index(ContactDistances.layerNames.hand),
        let object = index(ContactDistances.layerNames.object)
      else { return nil }
      (self.hand, self.object) = (hand, object)
    }
  }

  private let viewed: ViewedScene
  private let layers: Layers?
  private var cache = ByteCache<LayerTime>(limit: 64 << 20)

  init(_ viewed: ViewedScene) {
    self.viewed = viewed
    layers = Layers(viewed.scene)
  }

  /// The bytes of the layer at index `layer` at the time of index `time`; none where there is no such time, or the layer
  /// is neither hand nor object.
  ///
  /// Where nothing of either is opaque, nothing is near.
  /// - Throws: ``RasterizerError/notFinite(_:index:)``.
  func data(layer: Int, time: Int) throws -> Data? {
    guard let layers, viewed.times.indices.contains(time), [layers.hand, layers.object].contains(layer) else {
      return nil
    }
    let key = LayerTime(layer: layer, time: time)
    if let data = cache.bytes(of: key) { return data }
    let all = viewed.scene.layers
    let (hand, object) = (
      all[layers.hand].gaussians(at: viewed.times[time]), all[layers.object].gaussians(at: viewed.times[time])
    )
    let distances = try ContactDistances(hand: hand, object: object)
    var asked: Data?
    let pairs = [
      (layers.hand, distances?.hand, hand.count), (layers.object, distances?.object, object.count),
    ]
    for (layer, distances, count) in pairs {
      let data = distances.map { Data($0.map(Self.byte)) } ?? Data(repeating: .max, count: count)
      let place = LayerTime(layer: layer, time: time)
      cache.keep(data, of: place)
      if place == key { asked = data }
    }
    return asked
  }

  private static func byte(_ distance: Float) -> UInt8 {
    UInt8((ContactScale.share(of: distance) * 255).rounded())
  }
}
