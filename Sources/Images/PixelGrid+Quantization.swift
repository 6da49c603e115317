extension PixelGrid where Scalar == Float {
  /// Whole numbers as fractions of the largest that they can be.
  init<Value: FixedWidthInteger & UnsignedInteger & Sendable>(scaling grid: PixelGrid<Value>) {
    let largest = Float(Value.max)
    self.init(
      width: grid.width, height: grid.height, channels: grid.channels,
      values: grid.values.map { Float($0) / largest })
  }

  /// Values in 0...1 as fractions of the largest whole number, rounded; what is outside is clamped, NaN is 0.
  @inlinable
  public func quantized<Value: FixedWidthInteger & UnsignedInteger & Sendable>(
    _ type: Value.Type
  ) -> PixelGrid<Value> {
    let largest = Float(Value.max)
    return PixelGrid<Value>(
      width: width, height: height, channels: channels,
      values: values.map { value in
        // In this order, NaN ends up at 0.
        Value(min(largest, max(0, (value * largest).rounded())))
      })
  }
}

extension PixelGrid where Scalar == UInt8 {
  /// The grey channel, without alpha; none where there are colours.
  func grey() -> PixelGrid<UInt8>? {
    if channels == 1 { return self }
    let first = stride(from: 0, to: values.count, by: channels).map { values[$0] }
    if channels >= 3 {
      for (pixel, value) in first.enumerated() {
        let start = pixel * channels
        if values[start + 1] != value || values[start + 2] != value { return nil }
      }
    }
    return PixelGrid(width: width, height: height, channels: 1, values: first)
  }
}
