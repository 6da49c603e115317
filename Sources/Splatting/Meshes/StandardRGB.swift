import Foundation

/// The sRGB transfer curve (IEC 61966-2-1).
public enum StandardRGB {
  /// Linear light in 0...1 from coded values.
  public static func linear(_ coded: SIMD3<Float>) -> SIMD3<Float> {
    var result = coded
    for channel in 0..<3 {
      let value = coded[channel]
      result[channel] = value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return result
  }

  /// Coded values in 0...1 from linear light, cut off at white.
  public static func coded(_ linear: SIMD3<Float>) -> SIMD3<Float> {
    var result = linear
    for channel in 0..<3 {
      let value = min(max(linear[channel], 0), 1)
      result[channel] = value <= 0.0031308 ? value * 12.92 : 1.055 * pow(value, 1 / 2.4) - 0.055
    }
    return result
  }
}
