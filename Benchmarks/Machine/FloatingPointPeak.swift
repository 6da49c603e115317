import Dispatch

/// How many single-precision operations a second the processor can do at best: fused multiply-adds that wait for
/// nothing but each other.
enum FloatingPointPeak {
  private static let rounds = 4_000_000
  private static let chains = 12

  /// Operations a second of `threads` threads together, a fused multiply-add counted as two; the best of five runs
  /// with vectors of sixteen and five with vectors of eight.
  static func measure(threads: Int) -> Double {
    let wide = rate(threads: threads, lanes: 16) { chain(of: SIMD16<Float>.self, rounds: rounds) }
    // With vectors of sixteen a processor that has none as wide runs out of registers.
    let narrow = rate(threads: threads, lanes: 8) { chain(of: SIMD8<Float>.self, rounds: rounds) }
    return max(wide, narrow)
  }

  private static func rate(threads: Int, lanes: Int, _ body: @Sendable () -> Float) -> Double {
    let timing = Timing(repeats: 5) {
      DispatchQueue.concurrentPerform(iterations: threads) { _ in withExtendedLifetime(body()) {} }
    }
    return Double(2 * rounds * chains * lanes * threads) / timing.best * 1e3
  }

  /// Twelve sums that each wait only for themselves: more than any processor's delay times its units.
  @inline(__always) private static func chain<Vector: SIMD<Float>>(of type: Vector.Type, rounds: Int)
    -> Float
  {
    let (factor, start) = (Vector(repeating: 0.999), Vector(repeating: 0.001))
    var (a, b, c, d, e, f) = (start, start, start, start, start, start)
    var (g, h, i, j, k, l) = (start, start, start, start, start, start)
    for _ in 0..<rounds {
      a = start.addingProduct(a, factor)
      b = start.addingProduct(b, factor)
      c = start.addingProduct(c, factor)
      d = start.addingProduct(d, factor)
      e = start.addingProduct(e, factor)
      f = start.addingProduct(f, factor)
      g = start.addingProduct(g, factor)
      h = start.addingProduct(h, factor)
      i = start.addingProduct(i, factor)
      j = start.addingProduct(j, factor)
      k = start.addingProduct(k, factor)
      l = start.addingProduct(l, factor)
    }
    // Not the sum of all lanes: the compiler would take the chains apart for it, lane by lane.
    return (a + b + c + d + e + f + g + h + i + j + k + l)[0]
  }
}
