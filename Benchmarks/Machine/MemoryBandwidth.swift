import Dispatch

/// How fast memory is read and written, by the copy and the triad of STREAM (McCalpin 1995): bytes that the program
/// reads and writes; lines that the processor fetches only to overwrite them do not count.
enum MemoryBandwidth {
  private typealias Vector = SIMD16<Float>
  /// Vectors an array: 96 MiB, more than a processor's cache holds.
  private static let count = 96 << 20 / MemoryLayout<Vector>.stride

  /// Bytes a second of `threads` threads together, the best of five runs: of `b = a`, and of `c = a + s b`.
  static func measure(threads: Int) -> (copy: Double, triad: Double) {
    let arrays = (0..<3).map { _ in UnsafeMutablePointer<Vector>.allocate(capacity: count) }
    defer { arrays.forEach { $0.deallocate() } }
    for array in arrays { array.initialize(repeating: Vector(repeating: 1), count: count) }
    // Each thread writes a part of its own, and nobody reads before all are done.
    nonisolated(unsafe) let (a, b, c) = (arrays[0], arrays[1], arrays[2])
    let copy = rate(arrays: 2, threads) { part in
      for index in part { b[index] = a[index] }
    }
    let scale = Vector(repeating: 3)
    let triad = rate(arrays: 3, threads) { part in
      for index in part { c[index] = a[index].addingProduct(scale, b[index]) }
    }
    return (copy, triad)
  }

  private static func rate(arrays: Int, _ threads: Int, _ body: @Sendable (Range<Int>) -> Void) -> Double {
    let timing = Timing(repeats: 5) {
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        body(count * thread / threads..<count * (thread + 1) / threads)
      }
    }
    return Double(arrays * count * MemoryLayout<Vector>.stride) / timing.best * 1e3
  }
}
