import Foundation
import Images

/// What the pixels of a picture tell of how it was recorded.
struct PictureFigures: Sendable {
  /// The energy of the finest structure, as a share of that of all structure, in bits (its logarithm to base 2).
  ///
  /// The mean square of the Laplacian over the variance of the brightness: a darker or paler picture of the same
  /// sharpness has the same. None where nothing is to be seen.
  let sharpness: Double?
  /// The mean brightness, in bits.
  let brightness: Double

  /// Pictures are shrunk so that their longer side has so many pixels at most: sharpness beyond that is lost in training,
  /// and a sensor's noise would count as structure.
  private static let longestSide = 960
  /// What black counts as, so that it has a logarithm.
  private static let least = 1.0 / 255

  /// Measures `image`, what is transparent of it as black.
  init(_ image: Image) {
    let grey = Self.grey(image)
    let (width, height) = (grey.width, grey.height)
    let mean = grey.values.reduce(0) { $0 + Double($1) } / Double(max(1, grey.values.count))
    let variance = grey.values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    brightness = log2(mean + Self.least)
    guard width > 2, height > 2, variance > Self.least * Self.least * Double(grey.values.count) else {
      sharpness = nil
      return
    }
    let energy = Self.laplacianEnergy(grey)
    sharpness = log2(max(energy * Double(grey.values.count) / variance, 1e-9))
  }

  private static func grey(_ image: Image) -> Image {
    let scale = Double(longestSide) / Double(max(image.width, image.height, longestSide))
    let opaque = image.channels == 4 ? image.composited(over: .zero) : image
    let small = opaque.resized(
      width: max(1, Int(Double(image.width) * scale)), height: max(1, Int(Double(image.height) * scale)))
    guard small.channels == 3 else { return small }
    var grey = Image(width: small.width, height: small.height, channels: 1, repeating: 0)
    for pixel in grey.values.indices {
      grey.values[pixel] =
        (small.values[pixel * 3] + small.values[pixel * 3 + 1] + small.values[pixel * 3 + 2]) / 3
    }
    return grey
  }

  /// The mean square of the five-point Laplacian inside the border.
  private static func laplacianEnergy(_ grey: Image) -> Double {
    let (width, height) = (grey.width, grey.height)
    var sum = 0.0
    grey.values.withUnsafeBufferPointer { values in
      for y in 1..<height - 1 {
        for x in 1..<width - 1 {
          let at = y * width + x
          let around = values[at - 1] + values[at + 1] + values[at - width] + values[at + width]
          let value = Double(around - 4 * values[at])
          sum += value * value
        }
      }
    }
    return sum / Double((width - 2) * (height - 2))
  }
}
