import Images

/// A frame at the size that masks are found at: a byte each of luma and of two differences of colour.
///
/// Luma is (R + 2 G + B) / 4, the differences are (R - G) / 2 and (B - G) / 2, both moved up by 128: cheap, and
/// without the dependence of chroma on brightness that a division would bring.
struct WorkingImage: Sendable {
  let width: Int
  let height: Int
  /// Luma, two differences, 0; row after row.
  let pixels: [SIMD4<UInt8>]

  var size: ImageSize { ImageSize(width: width, height: height) }
  var count: Int { pixels.count }

  init(width: Int, height: Int, pixels: [SIMD4<UInt8>]) {
    precondition(pixels.count == width * height, "pixels fill an image")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// An image of three channels, as it is.
  init(_ image: Image) {
    let bytes = image.quantized(UInt8.self).values
    var pixels: [SIMD4<UInt8>] = []
    pixels.reserveCapacity(image.width * image.height)
    for start in stride(from: 0, to: bytes.count, by: image.channels) {
      let (r, g, b) = (Int(bytes[start]), Int(bytes[start + 1]), Int(bytes[start + 2]))
      let luma = (r + 2 * g + b + 2) / 4
      pixels.append(
        SIMD4(UInt8(luma), UInt8((r - g + 256) / 2), UInt8((b - g + 256) / 2), 0))
    }
    self.init(width: image.width, height: image.height, pixels: pixels)
  }

  /// Half as wide and high, averaged; an odd last column or row is dropped.
  var halved: WorkingImage {
    let (newWidth, newHeight) = (max(1, width / 2), max(1, height / 2))
    var halved: [SIMD4<UInt8>] = []
    halved.reserveCapacity(newWidth * newHeight)
    pixels.withUnsafeBufferPointer { pixels in
      for row in 0..<newHeight {
        for column in 0..<newWidth {
          let start = 2 * row * width + 2 * column
          let right = width > 1 ? 1 : 0
          let below = height > 1 ? width : 0
          let sum =
            SIMD4<UInt16>(truncatingIfNeeded: pixels[start])
            &+ SIMD4<UInt16>(truncatingIfNeeded: pixels[start + right])
            &+ SIMD4<UInt16>(truncatingIfNeeded: pixels[start + below])
            &+ SIMD4<UInt16>(truncatingIfNeeded: pixels[start + below + right]) &+ 2
          halved.append(SIMD4<UInt8>(truncatingIfNeeded: sum &>> 2))
        }
      }
    }
    return WorkingImage(width: newWidth, height: newHeight, pixels: halved)
  }

  /// The middle of a pixel.
  @inline(__always)
  func place(_ index: Int) -> SIMD2<Float> {
    SIMD2(Float(index % width) + 0.5, Float(index / width) + 0.5)
  }

  /// The pixel at a place; none outside.
  @inline(__always)
  func index(at place: SIMD2<Float>) -> Int? {
    // Also false where a place is not a number.
    guard place.x >= 0, place.y >= 0, place.x < Float(width), place.y < Float(height) else { return nil }
    return Int(place.y) * width + Int(place.x)
  }

  /// How much brightness differs across a pixel that is at least `reach` from the borders, both ways together.
  func contrast(_ column: Int, _ row: Int, reach: Int) -> Int {
    let index = row * width + column
    func luma(_ index: Int) -> Int { Int(pixels[index].x) }
    return abs(luma(index + reach) - luma(index - reach))
      + abs(luma(index + reach * width) - luma(index - reach * width))
  }
}
