import Foundation

/// Colours for numbers, for pictures of errors, depths and weights.
///
/// From nearly black over violet, red and orange to pale yellow. Lightness rises in equal steps in OKLab
/// (Björn Ottosson, 2020, https://bottosson.github.io/posts/oklab/), so that equal differences look equal and
/// the order stays visible in grey.
public enum ColorMap {
  /// The colour of a value: sRGB in 0...1.
  ///
  /// Values outside 0...1 are clamped; NaN is mid-grey.
  public static func color(_ value: Float) -> SIMD3<Float> {
    if value.isNaN { return SIMD3(repeating: 0.5) }
    let position = max(0, min(1, value)) * Float(table.count - 1)
    let index = min(Int(position), table.count - 2)
    return table[index] + (table[index + 1] - table[index]) * (position - Float(index))
  }

  /// A picture of an image's first channel: `range` is spread over all colours.
  public static func image(of image: Image, range: ClosedRange<Float>) -> Image {
    let scale = 1 / max(range.upperBound - range.lowerBound, .leastNormalMagnitude)
    var values: [Float] = []
    values.reserveCapacity(image.width * image.height * 3)
    for start in stride(from: 0, to: image.values.count, by: image.channels) {
      let color = color((image.values[start] - range.lowerBound) * scale)
      values.append(contentsOf: [color.x, color.y, color.z])
    }
    return Image(width: image.width, height: image.height, channels: 3, values: values)
  }

  private static let table: [SIMD3<Float>] = (0..<256).map { exactColor(Double($0) / 255) }

  private static func exactColor(_ value: Double) -> SIMD3<Float> {
    let lightness = 0.12 + 0.84 * value
    // The hue turns from violet (285 degrees) over red (20) to yellow (105); grey at both ends, as screens
    // have no strong colours there.
    let hue = (285 + 180 * value) * .pi / 180
    let chroma = 0.03 + 0.15 * pow(sin(.pi * pow(value, 0.8)), 0.9)
    return sRGB(lightness: lightness, a: chroma * cos(hue), b: chroma * sin(hue))
  }

  /// From OKLab to sRGB, clamped to what screens show.
  private static func sRGB(lightness: Double, a: Double, b: Double) -> SIMD3<Float> {
    let long = lightness + 0.3963377774 * a + 0.2158037573 * b
    let medium = lightness - 0.1055613458 * a - 0.0638541728 * b
    let short = lightness - 0.0894841775 * a - 1.2914855480 * b
    let cones = SIMD3(long * long * long, medium * medium * medium, short * short * short)
    let linear = [
      (cones * SIMD3(4.0767416621, -3.3077115913, 0.2309699292)).sum(),
      (cones * SIMD3(-1.2684380046, 2.6097574011, -0.3413193965)).sum(),
      (cones * SIMD3(-0.0041960863, -0.7034186147, 1.7076147010)).sum(),
    ]
    let coded = linear.map { value in
      let clamped = max(0, min(1, value))
      return Float(clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * pow(clamped, 1 / 2.4) - 0.055)
    }
    return SIMD3(coded)
  }
}
