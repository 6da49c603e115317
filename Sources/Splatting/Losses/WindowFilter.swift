/// The window of ``StructuralSimilarity`` as a separable filter of planes, across rows and down columns.
struct WindowFilter: Sendable {
  /// Pixels on each side that the window reaches.
  static let reach = StructuralSimilarity.windowSize / 2
  private static let taps = StructuralSimilarity.windowSize

  /// Rows that are filtered down at once.
  static let blockRows = 4
  /// Rows that these are filtered from.
  static let spannedRows = blockRows + 2 * reach

  private let weights: WorkBuffer<Lanes>

  init() {
    weights = WorkBuffer(capacity: Self.taps)
    for (tap, weight) in StructuralSimilarity.window.enumerated() { weights.pointer[tap] = Lanes(weight) }
  }

  /// The window means of sixteen neighbours, from that of the first one's window on.
  @inline(__always) func across(_ source: UnsafePointer<Float>) -> Lanes {
    let weights = weights.pointer
    var sum = weights[0] * Lanes(unaligned: source)
    for tap in 1..<Self.taps { sum.add(weights[tap], Lanes(unaligned: source + tap)) }
    return sum
  }

  /// The window means of x, y, x² + y² and xy of sixteen neighbours.
  @inline(__always) func moments(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>
  ) -> (x: Lanes, y: Lanes, squares: Lanes, product: Lanes) {
    let weights = weights.pointer
    var (first, second, squares, product) = (Lanes(), Lanes(), Lanes(), Lanes())
    for tap in 0..<Self.taps {
      let (a, b) = (Lanes(unaligned: x + tap), Lanes(unaligned: y + tap))
      let (weightedA, weightedB) = (weights[tap] * a, weights[tap] * b)
      first += weightedA
      second += weightedB
      squares = squares.adding(weightedA, a).adding(weightedB, b)
      product.add(weightedA, b)
    }
    return (first, second, squares, product)
  }

  /// The window means of four rows at one column.
  ///
  /// - Parameter offsets: where the ``spannedRows`` rows lie from `source` on.
  @inline(__always) func down(
    _ source: UnsafePointer<Float>, _ offsets: UnsafePointer<Int>
  ) -> (Lanes, Lanes, Lanes, Lanes) {
    let weights = weights.pointer
    let last = Self.taps - 1
    func row(_ index: Int) -> Lanes { Lanes(unaligned: source + offsets[index]) }
    var value = row(0)
    var a = weights[0] * value
    value = row(1)
    a.add(weights[1], value)
    var b = weights[0] * value
    value = row(2)
    a.add(weights[2], value)
    b.add(weights[1], value)
    var c = weights[0] * value
    var d = Lanes()
    for tap in 3...last {
      value = row(tap)
      a.add(weights[tap], value)
      b.add(weights[tap - 1], value)
      c.add(weights[tap - 2], value)
      d.add(weights[tap - 3], value)
    }
    value = row(last + 1)
    b.add(weights[last], value)
    c.add(weights[last - 1], value)
    d.add(weights[last - 2], value)
    value = row(last + 2)
    c.add(weights[last], value)
    d.add(weights[last - 1], value)
    d.add(weights[last], row(last + 3))
    return (a, b, c, d)
  }
}
