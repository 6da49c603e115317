import Foundation

/// The mean of some numbers and how far they are from it.
struct Spread {
  let mean: Double
  /// The standard deviation, divided by the count less one; none of a single number.
  let deviation: Double?

  /// None of no numbers.
  init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    self.mean = mean
    deviation =
      values.count > 1
      ? (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot() : nil
  }

  /// `31.20 ± 0.12`, or `31.20` of a single number.
  func text(places: Int) -> String {
    let mean = String(format: "%.\(places)f", mean)
    return deviation.map { mean + String(format: " ± %.\(places)f", $0) } ?? mean
  }
}
