/// The median of colours, channel by channel.
struct ColorMedian {
  private var values: [[UInt8]] = [[], [], []]

  /// Adds a colour.
  mutating func add(_ pixel: SIMD4<UInt8>) {
    for channel in 0..<3 { values[channel].append(pixel[channel]) }
  }

  /// The median of what was added, which is forgotten; none of fewer than `least` colours.
  mutating func take(least: Int) -> SIMD4<UInt8>? {
    defer { for channel in 0..<3 { values[channel].removeAll(keepingCapacity: true) } }
    guard values[0].count >= max(least, 1) else { return nil }
    var median = SIMD4<UInt8>.zero
    for channel in 0..<3 {
      values[channel].sort()
      median[channel] = values[channel][values[channel].count / 2]
    }
    return median
  }
}
