/// Finds the weights, none negative and with a sum of 1, that make a quadratic form least.
///
/// Weight goes from the place with the steepest ascent to that with the steepest descent, as far as pays off, until
/// nothing is gained (sequential minimal optimisation, Platt 1998).
struct SimplexWeights {
  private static let mostSteps = 300

  /// The weights.
  private(set) var values: [Double]

  /// Begins with `values`, which must be such weights.
  init(_ values: [Double]) { self.values = values }

  /// Goes on to the least of wᵀ `gram` w / 2 + `linear` · w over the places in `allowed`; all weight has to be there.
  ///
  /// - Parameters:
  ///   - gram: Positive semidefinite, by rows.
  ///   - tolerance: The difference of slopes at which it is done.
  mutating func minimize(gram: [Double], linear: [Double], allowed: [Int], tolerance: Double) {
    let count = values.count
    var slopes = linear
    for row in 0..<count {
      for column in allowed { slopes[row] += gram[row * count + column] * values[column] }
    }
    for _ in 0..<Self.mostSteps {
      let loaded = allowed.filter { values[$0] > 0 }
      guard let target = allowed.min(by: { slopes[$0] < slopes[$1] }),
        let source = loaded.max(by: { slopes[$0] < slopes[$1] }),
        slopes[source] - slopes[target] > tolerance
      else { return }
      let curvature =
        gram[source * count + source] + gram[target * count + target] - 2 * gram[source * count + target]
      let best = curvature > 0 ? (slopes[source] - slopes[target]) / curvature : .infinity
      let step = min(best, values[source])
      values[source] -= step
      values[target] += step
      for row in allowed {
        slopes[row] += step * (gram[row * count + target] - gram[row * count + source])
      }
    }
  }

  /// Leaves weight at the `count` places that have most, with the same sum; gives these places.
  mutating func keepLargest(_ count: Int) -> [Int] {
    let kept = values.indices.sorted { (-values[$0], $0) < (-values[$1], $1) }.prefix(count)
    let sum = kept.reduce(0) { $0 + values[$1] }
    values = values.indices.map { kept.contains($0) ? values[$0] / sum : 0 }
    return Array(kept)
  }
}
