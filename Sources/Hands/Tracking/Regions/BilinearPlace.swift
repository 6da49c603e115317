import Images

/// A place between the pixels of an image, for all of its channels.
struct BilinearPlace {
  /// What lies beyond the image's edge.
  enum Border {
    /// Black, fading in from the centres of the outermost pixels.
    case black
    /// The nearest pixel of the image.
    case nearest
  }

  /// Where the pixel to the upper left starts among the values.
  private let start: Int
  /// From a pixel to its neighbours among the values.
  private let (right, below): (Int, Int)
  /// How far it is from the upper left pixel to the next.
  private let fraction: SIMD2<Float>
  /// How much of the place the image covers.
  private let coverage: Float

  /// - Parameter position: finite; whole numbers are the centres of pixels.
  @inline(__always)
  init(_ position: SIMD2<Float>, in image: Image, border: Border) {
    let last = SIMD2(Float(image.width - 1), Float(image.height - 1))
    let inside = position.clamped(lowerBound: .zero, upperBound: last)
    let (x, y) = (Int(inside.x), Int(inside.y))
    let rowSize = image.width * image.channels
    start = y * rowSize + x * image.channels
    right = x < image.width - 1 ? image.channels : 0
    below = y < image.height - 1 ? rowSize : 0
    fraction = inside - SIMD2(Float(x), Float(y))
    switch border {
    case .nearest: coverage = 1
    case .black:
      let outside = pointwiseMax(position - inside, inside - position)
      coverage = max(1 - outside.x, 0) * max(1 - outside.y, 0)
    }
  }

  /// The value of one channel.
  @inline(__always)
  func value(_ pixels: UnsafeBufferPointer<Float>, channel: Int) -> Float {
    let at = start + channel
    let top = pixels[at] + fraction.x * (pixels[at + right] - pixels[at])
    let bottom = pixels[at + below] + fraction.x * (pixels[at + below + right] - pixels[at + below])
    return coverage * (top + fraction.y * (bottom - top))
  }
}
