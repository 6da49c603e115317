import Foundation

/// How numbers lie along an axis, and which of them are written beside it.
struct ChartScale {
  /// Numbers from 0 to 1 along the axis, with what is written there.
  let ticks: [(place: Double, label: String)]
  private let isLogarithmic: Bool
  private let lower: Double
  private let upper: Double

  /// About so many numbers are written.
  private static let tickCount = 5.0
  /// More on a logarithmic axis would lie on one another.
  private static let mostTicks = 7

  /// An axis from the least to the greatest of `values`, which are finite and, where it `isLogarithmic`, above 0; one that
  /// does not fit them tightly begins and ends with a written number.
  init(_ values: [Double], isLogarithmic: Bool = false, isTight: Bool = false) {
    self.isLogarithmic = isLogarithmic
    let coded = values.map { isLogarithmic ? log10($0) : $0 }
    var (low, high) = (coded.min() ?? 0, coded.max() ?? 1)
    if high - low < 1e-9 * max(1, abs(high)) {
      let margin = isLogarithmic ? 0.1 : max(0.5, abs(high) * 0.05)
      (low, high) = (low - margin, high + margin)
    }
    let step = Self.step((high - low) / Self.tickCount)
    if !isLogarithmic, !isTight {
      (low, high) = ((low / step).rounded(.down) * step, (high / step).rounded(.up) * step)
    }
    let places = isLogarithmic ? Self.powers(low, high) : Self.multiples(of: step, low, high)
    (lower, upper) = (low, high)
    ticks = places.map { (($0 - low) / (high - low), Self.text(isLogarithmic ? pow(10, $0) : $0)) }
  }

  /// Where `value` lies, 0 at the beginning and 1 at the end.
  func place(_ value: Double) -> Double { ((isLogarithmic ? log10(value) : value) - lower) / (upper - lower) }

  /// 1, 2 or 5 times a power of ten, near `rough`.
  private static func step(_ rough: Double) -> Double {
    let power = pow(10, log10(rough).rounded(.down))
    return [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? rough
  }

  private static func multiples(of step: Double, _ low: Double, _ high: Double) -> [Double] {
    let first = (low / step - 1e-6).rounded(.up)
    return (0...20).map { (first + Double($0)) * step }.prefix { $0 <= high + step * 1e-6 }
  }

  /// Logarithms of 1, 2 and 5 times powers of ten, or of fewer numbers where these are many.
  private static func powers(_ low: Double, _ high: Double) -> [Double] {
    func places(_ factors: [Double], every: Int) -> [Double] {
      stride(from: Int(low.rounded(.down)), through: Int(high.rounded(.up)), by: every)
        .flatMap { power in factors.map { Double(power) + log10($0) } }
        .filter { (low - 1e-9...high + 1e-9).contains($0) }
    }
    let fine = places([1, 2, 5], every: 1)
    if fine.count <= mostTicks { return fine }
    return places([1], every: max(1, Int((high - low) / Double(mostTicks)) + 1))
  }

  /// `12k`, `0.05`.
  private static func text(_ value: Double) -> String {
    let value = abs(value) < 1e-12 ? 0 : value
    return abs(value) >= 10_000 ? String(format: "%gk", value / 1000) : String(format: "%g", value)
  }
}
