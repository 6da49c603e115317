import Foundation
import Methods
import Splatting

/// The bytes of layers at the scene's times.
actor LayerStore {
  private let viewed: ViewedScene
  private var cache: ByteCache<LayerTime>
  /// Harmonics of each layer at the first time, which most layers have at all times.
  private var firstHarmonics: [Int: Data] = [:]

  /// Keeps up to `limit` bytes.
  init(_ viewed: ViewedScene, limit: Int = 512 << 20) {
    self.viewed = viewed
    cache = ByteCache(limit: limit)
  }

  /// The Gaussians of the layer at index `layer` at the time of index `time`; none where there is no such layer or time.
  ///
  /// Harmonics are left out where they are those of the first time, but for the first time itself.
  /// - Throws: ``RasterizerError/notFinite(_:index:)``.
  func data(layer: Int, time: Int) throws -> Data? {
    guard viewed.scene.layers.indices.contains(layer), viewed.times.indices.contains(time) else { return nil }
    let key = LayerTime(layer: layer, time: time)
    if let data = cache.bytes(of: key) { return data }
    let data = try packed(key)
    cache.keep(data, of: key)
    return data
  }

  private func packed(_ key: LayerTime) throws -> Data {
    func gaussians(_ time: Int) throws -> PackedGaussians {
      try PackedGaussians(viewed.scene.layers[key.layer].gaussians(at: viewed.times[time]))
    }
    let packed = try gaussians(key.time)
    guard key.time > 0 else { return packed.data() }
    let first = try firstHarmonics[key.layer] ?? gaussians(0).harmonics
    firstHarmonics[key.layer] = first
    return packed.data(withHarmonics: packed.harmonics != first)
  }
}
