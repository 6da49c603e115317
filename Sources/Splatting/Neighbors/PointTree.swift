import Tensors

/// Points in the order of a balanced k-d tree without pointers.
///
/// Node i has the children 2 i + 1 and 2 i + 2. Node j of level l holds the entries n j / 2^l ..< n (j + 1) /
/// 2^l.
struct PointTree: Sendable {
  struct Entry: BitwiseCopyable {
    var x: Float
    var y: Float
    var z: Float
    var index: Int32

    var position: SIMD3<Float> { SIMD3(x, y, z) }
  }

  /// Where an inner node's entries part: those on the left are at most, those on the right at least `value`.
  struct Split: BitwiseCopyable {
    var axis: Int32 = 0
    var value: Float = 0
  }

  static let leafCapacity = 16

  private(set) var entries: [Entry]
  private var splits: [Split]
  /// The leaves' coordinates, x, y, z of sixteen points each.
  private var leaves: [Lanes]
  private let depth: Int

  init(_ points: [SIMD3<Float>], threads: Int) {
    entries = points.enumerated().map { Entry(x: $1.x, y: $1.y, z: $1.z, index: Int32($0)) }
    var depth = 0
    while points.count > Self.leafCapacity << depth { depth += 1 }
    self.depth = depth
    splits = Array(repeating: Split(), count: (1 << depth) - 1)
    leaves = Array(repeating: Lanes(.infinity), count: 3 << depth)
    sort(ParallelLoop(threads: threads))
    fillLeaves()
  }

  private static func range(_ node: Int, level: Int, count: Int) -> Range<Int> {
    ((count * node) >> level)..<((count * (node + 1)) >> level)
  }

  private mutating func sort(_ loop: ParallelLoop) {
    let (count, depth) = (entries.count, depth)
    entries.withUnsafeMutableBufferPointer { entries in
      splits.withUnsafeMutableBufferPointer { splits in
        for level in 0..<depth {
          loop(1 << level) { _, node in
            // Nodes of a level hold entries and splits of their own.
            let range = Self.range(node, level: level, count: count)
            let middle = Self.range(2 * node + 1, level: level + 1, count: count).lowerBound
            var selection = EntrySelection(entries: entries, range: range)
            splits[(1 << level) - 1 + node] = selection.split(at: middle)
          }
        }
      }
    }
  }

  private mutating func fillLeaves() {
    for leaf in 0..<1 << depth {
      for (lane, position) in Self.range(leaf, level: depth, count: entries.count).enumerated() {
        leaves[leaf * 3][lane] = entries[position].x
        leaves[leaf * 3 + 1][lane] = entries[position].y
        leaves[leaf * 3 + 2][lane] = entries[position].z
      }
    }
  }

  /// Gives `body` what searches read.
  func withReader<Result>(_ body: (Reader) -> Result) -> Result {
    entries.withUnsafeBufferPointer { entries in
      splits.withUnsafeBufferPointer { splits in
        leaves.withUnsafeBufferPointer { leaves in
          body(Reader(entries: entries, splits: splits, leaves: leaves, depth: depth))
        }
      }
    }
  }

  /// The tree's memory; valid as long as the closure that it was given to runs, and only read.
  struct Reader: @unchecked Sendable {
    fileprivate let entries: UnsafeBufferPointer<Entry>
    fileprivate let splits: UnsafeBufferPointer<Split>
    fileprivate let leaves: UnsafeBufferPointer<Lanes>
    fileprivate let depth: Int

    /// Looks through a node whose box is `offset` away from the place of `search`.
    ///
    /// The distances of boxes and points are summed alike and rounding keeps order, so no nearer point is
    /// missed.
    func visit(node: Int, offset: SIMD3<Float>, _ search: inout PointSearch) {
      guard node < splits.count else { return compare(leaf: node - splits.count, &search) }
      let split = splits[node]
      let axis = Int(split.axis)
      let difference = search.place[axis] - split.value
      let (near, far) = difference < 0 ? (2 * node + 1, 2 * node + 2) : (2 * node + 2, 2 * node + 1)
      visit(node: near, offset: offset, &search)
      var farOffset = offset
      farOffset[axis] = difference
      let squares = farOffset * farOffset
      if squares.x + squares.y + squares.z <= search.worst { visit(node: far, offset: farOffset, &search) }
    }

    private func compare(leaf: Int, _ search: inout PointSearch) {
      let x = leaves[leaf * 3] - Lanes(search.place.x)
      let y = leaves[leaf * 3 + 1] - Lanes(search.place.y)
      let z = leaves[leaf * 3 + 2] - Lanes(search.place.z)
      let distances = x * x + y * y + z * z
      guard any(distances .<= Lanes(search.worst)) else { return }
      let range = PointTree.range(leaf, level: depth, count: entries.count)
      for lane in 0..<range.count where distances[lane] <= search.worst {
        search.offer(entries[range.lowerBound + lane].index, distances[lane])
      }
    }
  }
}
