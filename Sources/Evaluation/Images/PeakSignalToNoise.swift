import Foundation
import Images

/// The peak signal-to-noise ratio in decibels: 10 log10(1 / MSE) of values in 0...1.
public enum PeakSignalToNoise {
  /// What equal pictures get, whose ratio has no bound: the ratio at an MSE of 1e-10.
  public static let highest = 100.0

  /// The ratio over all pixels, or over those of `mask`; none where it has no pixels.
  ///
  /// The squared error is averaged over pixels and channels at once.
  /// - Throws: ``MetricsError`` if `mask` is of another size.
  public static func ratio(_ images: ComparedImages, in mask: RegionMask? = nil) throws -> Double? {
    if let mask { try images.check(mask) }
    var sum = 0.0
    var count = 0
    for pixel in 0..<images.width * images.height where mask?.pixels[pixel] ?? true {
      for value in pixel * 3..<pixel * 3 + 3 {
        let difference = Double(images.rendered.values[value]) - Double(images.truth.values[value])
        sum += difference * difference
      }
      count += 3
    }
    guard count > 0 else { return nil }
    return min(highest, -10 * log10(sum / Double(count)))
  }
}
