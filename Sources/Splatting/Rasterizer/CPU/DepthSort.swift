import Tensors

/// Sorts the drawn Gaussians by depth, ties by index.
///
/// A radix sort, least significant digit first, over the bits of the depth, which as a positive float orders
/// like its bits; each pass counts and scatters in parallel chunks, in an order that does not depend on how
/// many there are.
struct DepthSort {
  private static let digitBits: UInt64 = 11
  private static let buckets = 1 << 11

  let workspace: RasterizerWorkspace
  let loop: ParallelLoop

  /// Fills `sorted` from the first `count` of `depthBits`; returns how many Gaussians are drawn.
  func run(_ count: Int) -> Int {
    workspace.sorted.reserve(count)
    workspace.sortedOther.reserve(count)
    workspace.histograms.reserve(Chunks.limit * Self.buckets)
    let bits = workspace.depthBits.pointer
    let (a, b) = (workspace.sorted.pointer, workspace.sortedOther.pointer)
    let drawn = pass(count, digit: 0, to: a) { UInt64(bits[$0]) << 32 | UInt64($0) }
    _ = pass(drawn, digit: 1, to: b) { a[$0] }
    return pass(drawn, digit: 2, to: a) { b[$0] }
  }

  /// Sorts by one digit what `element` gives for 0..<count, leaving out depth zero; returns how many are
  /// left.
  @inline(__always) private func pass(
    _ count: Int, digit: UInt64, to target: UnsafeMutablePointer<UInt64>, _ element: (Int) -> UInt64
  ) -> Int {
    let chunks = Chunks(count, threads: loop.threads)
    let histograms = workspace.histograms.pointer
    let shift = 32 + digit * Self.digitBits
    let mask = UInt64(Self.buckets - 1)
    loop(chunks.count) { _, chunk in
      let histogram = histograms + chunk * Self.buckets
      histogram.update(repeating: 0, count: Self.buckets)
      for index in chunks[chunk] {
        let value = element(index)
        if value >> 32 != 0 { histogram[Int(value >> shift & mask)] &+= 1 }
      }
    }
    let total = startPositions(chunks: chunks.count)
    loop(chunks.count) { _, chunk in
      let next = histograms + chunk * Self.buckets
      for index in chunks[chunk] {
        let value = element(index)
        guard value >> 32 != 0 else { continue }
        let bucket = Int(value >> shift & mask)
        target[Int(next[bucket])] = value
        next[bucket] &+= 1
      }
    }
    return total
  }

  /// Turns the chunks' counts into the positions where each chunk's share of each bucket begins.
  private func startPositions(chunks: Int) -> Int {
    let histograms = workspace.histograms.pointer
    var position: UInt32 = 0
    for bucket in 0..<Self.buckets {
      for chunk in 0..<chunks {
        let count = histograms[chunk * Self.buckets + bucket]
        histograms[chunk * Self.buckets + bucket] = position
        position += count
      }
    }
    return Int(position)
  }
}
