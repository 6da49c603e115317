extension Settings {
  /// Throws unless `value` of the setting called `name` is in `range`.
  static func require<Value: Comparable>(_ name: String, _ value: Value, in range: ClosedRange<Value>) throws
  {
    guard range.contains(value) else {
      throw SettingError(
        description:
          "the setting \(name) is \(value), but must be from \(range.lowerBound) to \(range.upperBound)")
    }
  }

  /// Throws unless `value` of the setting called `name` is `least` or more.
  static func require<Value: Comparable>(_ name: String, _ value: Value, atLeast least: Value) throws {
    guard value >= least else {
      throw SettingError(description: "the setting \(name) is \(value), but must be \(least) or more")
    }
  }

  /// Throws unless the colour `value` of the setting called `name`, if there is one, is in 0...1.
  static func require(_ name: String, _ value: SIMD3<Float>?) throws {
    guard let value else { return }
    for channel in 0..<3 { try require(name, value[channel], in: 0...1) }
  }
}
