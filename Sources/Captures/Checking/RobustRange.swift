/// The middle of some numbers and how far most of them are from it; a few wild ones do not count.
struct RobustRange {
  /// The median.
  let middle: Double
  /// 1.4826 times the median distance from it: the standard deviation of normal numbers.
  let spread: Double

  /// None of fewer than `least` numbers.
  init?(_ values: [Double], atLeast least: Int = 1) {
    guard values.count >= max(1, least) else { return nil }
    let middle = Self.median(values)
    self.middle = middle
    spread = 1.4826 * Self.median(values.map { abs($0 - middle) })
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let half = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[half - 1] + sorted[half]) / 2 : sorted[half]
  }
}
