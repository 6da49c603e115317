extension PixelGrid where Scalar == Float {
  /// The colours over an opaque background, without alpha; an image without alpha as it is.
  ///
  /// - Parameter background: Red, green, blue in 0...1.
  public func composited(over background: SIMD3<Float>) -> Self {
    if channels != 4 { return self }
    var colors: [Float] = []
    colors.reserveCapacity(width * height * 3)
    for start in stride(from: 0, to: values.count, by: 4) {
      let alpha = values[start + 3]
      for channel in 0..<3 {
        colors.append(alpha * values[start + channel] + (1 - alpha) * background[channel])
      }
    }
    return Self(width: width, height: height, channels: 3, values: colors)
  }

  /// One channel of an image with several, such as the fourth, alpha.
  public func channel(_ index: Int) -> Self {
    precondition((0..<channels).contains(index), "an image has channels 0 to \(channels - 1)")
    let chosen = stride(from: index, to: values.count, by: channels).map { values[$0] }
    return Self(width: width, height: height, channels: 1, values: chosen)
  }

  /// Colours times alpha; of four channels.
  func premultiplied() -> Self { scalingColors { $0 } }

  /// Colours divided by alpha, black where there is none; of four channels.
  func unpremultiplied() -> Self { scalingColors { $0 > 0 ? 1 / $0 : 0 } }

  private func scalingColors(_ factor: (Float) -> Float) -> Self {
    var image = self
    for start in stride(from: 0, to: values.count, by: 4) {
      let scale = factor(values[start + 3])
      for channel in 0..<3 { image.values[start + channel] *= scale }
    }
    return image
  }
}
