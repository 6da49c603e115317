import Foundation

/// Opacities in a byte, as compact formats have them.
enum QuantizedOpacity {
  /// The value before the sigmoid that a byte stands for; 0 and 255 stay a quarter of a step inside.
  static func logit(_ byte: UInt8) -> Float {
    let opacity = min(max(Float(byte), 0.25), 254.75) / 255
    return log(opacity / (1 - opacity))
  }

  /// The byte nearest to the sigmoid of `logit`.
  static func byte(_ logit: Float) -> UInt8 { UInt8((255 / (1 + exp(-logit))).rounded()) }
}
