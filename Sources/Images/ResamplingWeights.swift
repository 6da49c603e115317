/// Along one axis, from which old pixels each new one is made, and with which weights.
///
/// Where the axis shrinks, a pixel is the average over the stretch that it covers; where it grows, it is
/// interpolated linearly between the two nearest centres.
struct ResamplingWeights {
  /// The first old pixel of each new one.
  let starts: [Int]
  /// The weights of each new pixel's old ones; they add up to 1.
  let weights: [[Float]]

  init(from oldCount: Int, to newCount: Int) {
    var starts: [Int] = []
    var weights: [[Float]] = []
    for index in 0..<newCount {
      let (start, some) =
        newCount < oldCount
        ? Self.average(index, oldCount, newCount) : Self.interpolation(index, oldCount, newCount)
      starts.append(start)
      weights.append(some)
    }
    self.starts = starts
    self.weights = weights
  }

  private static func average(_ index: Int, _ oldCount: Int, _ newCount: Int) -> (Int, [Float]) {
    // In units of 1 / newCount old pixels, the stretch and the old pixels' borders are whole numbers.
    let (begin, end) = (index * oldCount, (index + 1) * oldCount)
    let (first, last) = (begin / newCount, (end - 1) / newCount)
    let weights = (first...last).map { old in
      Float(min(end, (old + 1) * newCount) - max(begin, old * newCount)) / Float(oldCount)
    }
    return (first, weights)
  }

  private static func interpolation(_ index: Int, _ oldCount: Int, _ newCount: Int) -> (Int, [Float]) {
    let position = (Float(index) + 0.5) * Float(oldCount) / Float(newCount) - 0.5
    let clamped = max(0, min(Float(oldCount - 1), position))
    let first = min(Int(clamped), max(0, oldCount - 2))
    let fraction = clamped - Float(first)
    return (first, oldCount == 1 ? [1] : [1 - fraction, fraction])
  }
}
