import Foundation

/// Bytes that were made when they were asked for, kept while there is room.
struct ByteCache<Key: Hashable & Sendable>: Sendable {
  private let limit: Int
  private var kept: [Key: Data] = [:]
  /// Oldest use first.
  private var uses: [Key] = []
  private var size = 0

  /// Keeps up to `limit` bytes.
  init(limit: Int) { self.limit = limit }

  /// The bytes of `key`, if they are kept.
  mutating func bytes(of key: Key) -> Data? {
    guard let data = kept[key] else { return nil }
    uses.removeAll { $0 == key }
    uses.append(key)
    return data
  }

  /// Keeps `data` under `key`, in place of what was used the longest ago.
  mutating func keep(_ data: Data, of key: Key) {
    remove(key)
    kept[key] = data
    uses.append(key)
    size += data.count
    while size > limit, let oldest = uses.first, oldest != key { remove(oldest) }
  }

  private mutating func remove(_ key: Key) {
    uses.removeAll { $0 == key }
    size -= kept.removeValue(forKey: key)?.count ?? 0
  }
}

/// A layer at one of the scene's times, both by index.
struct LayerTime: Hashable, Sendable {
  var layer: Int
  var time: Int
}
