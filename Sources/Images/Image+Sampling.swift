extension PixelGrid where Scalar == Float {
  /// The image between its pixels, by bilinear interpolation.
  ///
  /// - Parameter position: In pixels from the image's top left corner, so that the first pixel's centre is at
  ///   0.5, 0.5. Beyond the outermost centres the nearest border pixel counts.
  /// - Returns: Up to four channels; zeros in place of those that the image has not.
  public func interpolated(at position: SIMD2<Float>) -> SIMD4<Float> {
    let limit = SIMD2(Float(width - 1), Float(height - 1))
    let place = (position - 0.5).clamped(lowerBound: .zero, upperBound: limit)
    let (x, y) = (Int(place.x), Int(place.y))
    let (fx, fy) = (place.x - Float(x), place.y - Float(y))
    let right = x + 1 < width ? channels : 0
    let below = y + 1 < height ? width * channels : 0
    return values.withUnsafeBufferPointer { values in
      let corner = (y * width + x) * channels
      var result = SIMD4<Float>.zero
      for channel in 0..<min(4, channels) {
        let start = corner + channel
        let top = values[start] + fx * (values[start + right] - values[start])
        let bottom = values[start + below] + fx * (values[start + below + right] - values[start + below])
        result[channel] = top + fy * (bottom - top)
      }
      return result
    }
  }

  /// An image of another size, each pixel interpolated at the place in this one that `source` tells.
  ///
  /// - Parameter source: From a pixel's centre in the new image to a place in this one, both in pixels from
  ///   the top left corner, as for ``interpolated(at:)``.
  public func resampled(
    width newWidth: Int, height newHeight: Int, from source: (SIMD2<Float>) -> SIMD2<Float>
  ) -> Self {
    precondition(channels <= 4, "images of up to four channels are interpolated")
    var resampled: [Float] = []
    resampled.reserveCapacity(newWidth * newHeight * channels)
    for row in 0..<newHeight {
      for column in 0..<newWidth {
        let color = interpolated(at: source(SIMD2(Float(column) + 0.5, Float(row) + 0.5)))
        for channel in 0..<channels { resampled.append(color[channel]) }
      }
    }
    return Self(width: newWidth, height: newHeight, channels: channels, values: resampled)
  }
}
