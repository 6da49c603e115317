import Foundation
import Methods
import Splatting

/// The bytes of layers at the scene's times, made when they are asked for and kept while there is room.
actor LayerStore {
  private struct Key: Hashable {
    var layer: Int
    var time: Int
  }

  private let viewed: ViewedScene
  private let limit: Int
  private var kept: [Key: Data] = [:]
  /// Oldest use first.
  private var uses: [Key] = []
  private var size = 0
  /// Harmonics of each layer at the first time, which most layers have at all times.
  private var firstHarmonics: [Int: [UInt32]] = [:]

  /// Keeps up to `limit` bytes.
  init(_ viewed: ViewedScene, limit: Int = 512 << 20) {
    self.viewed = viewed
    self.limit = limit
  }

  /// The Gaussians of the layer at index `layer` at the time of index `time`; none where there is no such layer or time.
  ///
  /// Harmonics are left out where they are those of the first time, but for the first time itself.
  /// - Throws: ``RasterizerError/notFinite(_:index:)``.
  func data(layer: Int, time: Int) throws -> Data? {
    guard viewed.scene.layers.indices.contains(layer), viewed.times.indices.contains(time) else { return nil }
    let key = Key(layer: layer, time: time)
    uses.removeAll { $0 == key }
    uses.append(key)
    if let data = kept[key] { return data }
    let data = try packed(key)
    kept[key] = data
    size += data.count
    while size > limit, let oldest = uses.first, oldest != key {
      uses.removeFirst()
      size -= kept.removeValue(forKey: oldest)?.count ?? 0
    }
    return data
  }

  private func packed(_ key: Key) throws -> Data {
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
