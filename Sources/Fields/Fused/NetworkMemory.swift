/// Uninitialised memory for plain values, aligned to a cache line.
///
/// `@unchecked Sendable`: threads write to places of their own and read only what an earlier, finished loop wrote.
final class NetworkMemory<Element: BitwiseCopyable>: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<Element>

  init(_ count: Int) {
    pointer = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Element>.stride, alignment: 64
    ).bindMemory(to: Element.self, capacity: max(count, 1))
  }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }
}

/// Points that are computed together: their activations stay in the second-level cache.
enum Tile {
  static let size = 256
  /// Rows of a block.
  static let blockRows = 4

  static func count(of points: Int) -> Int { (points + size - 1) / size }

  /// The points of a tile.
  static func range(_ tile: Int, of points: Int) -> Range<Int> {
    tile * size..<min(points, (tile + 1) * size)
  }
}

/// A tile's numbers point by point: a word holds features that follow each other.
struct FeatureRows {
  let base: UnsafeMutablePointer<UInt32>
  /// Words a point.
  let stride: Int

  @inline(__always) func row(_ point: Int) -> UnsafeMutablePointer<UInt32> { base + point &* stride }
}

/// A tile's numbers in panels of sixteen features: a word holds points that follow each other.
struct PointPanels {
  let base: UnsafeMutablePointer<Words>
  /// Vectors of a panel.
  let height: Int

  @inline(__always) func panel(_ index: Int) -> UnsafeMutablePointer<Words> { base + index &* height }
}
