import Images

extension PixelGrid where Scalar: BinaryFloatingPoint {
  /// The mean of the first channel over the pixels of `mask`; none where it has none.
  /// - Throws: ``MetricsError`` if `mask` is of another size.
  func mean(in mask: RegionMask) throws -> Double? {
    guard (mask.width, mask.height) == (width, height) else {
      throw MetricsError("the mask is \(mask.width)x\(mask.height) pixels, the images \(width)x\(height)")
    }
    guard mask.count > 0 else { return nil }
    let sum = mask.pixels.indices.reduce(0.0) { sum, pixel in
      mask.pixels[pixel] ? sum + Double(values[pixel * channels]) : sum
    }
    return sum / Double(mask.count)
  }
}
