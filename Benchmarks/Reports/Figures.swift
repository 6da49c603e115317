import Foundation

/// Numbers as tables show them.
enum Figures {
  /// Milliseconds or nanoseconds: three digits that count.
  static func time(_ value: Double) -> String {
    let places = value < 1 ? 3 : value < 10 ? 2 : value < 100 ? 1 : 0
    return String(format: "%.\(places)f", value)
  }

  /// A ratio with two places.
  static func ratio(_ value: Double) -> String { String(format: "%.2f", value) }

  /// A whole number.
  static func whole(_ value: Double) -> String { String(format: "%.0f", value) }

  /// `28.6 M`, `300 k` or `12`.
  static func amount(_ value: Double) -> String {
    if value >= 1e6 { return String(format: "%.2f M", value * 1e-6) }
    return value >= 1e3 ? String(format: "%.0f k", value * 1e-3) : String(format: "%.0f", value)
  }
}
