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
}
