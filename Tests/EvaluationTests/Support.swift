import Foundation
import Images

/// Pictures for tests.
enum Pictures {
  /// Smooth colours with some fine texture, shifted by `shift` pixels, with `noise` of a fixed pattern.
  static func waves(width: Int, height: Int, shift: Float = 0, noise: Float = 0) -> Image {
    var image = Image(width: width, height: height, channels: 3, repeating: 0)
    var state: UInt64 = 1
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<3 {
          let phase = (Float(x) + shift) * 0.13 * Float(channel + 1) + Float(y) * 0.09
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          let random = Float(state >> 40) / Float(1 << 24) - 0.5
          image[x, y, channel] = 0.5 + 0.35 * sin(phase) + 0.1 * sin(Float(x * y) * 0.7) + noise * random
        }
      }
    }
    return image
  }

  /// Labels 0 to 4 in blocks.
  static func labels(width: Int, height: Int) -> LabelImage {
    var labels = LabelImage(width: width, height: height, channels: 1, repeating: 0)
    for y in 0..<height {
      for x in 0..<width { labels[x, y] = UInt8((x / 8 + y / 8) % 5) }
    }
    return labels
  }
}

extension Image {
  /// The first three channels.
  func withoutAlpha() -> Image {
    Image(
      width: width, height: height, channels: 3,
      values: values.indices.filter { $0 % channels < 3 }.map { values[$0] })
  }
}
