import Images

/// Draws tracked hands over the image that they were found in, as lines along their bones.
public struct LandmarkOverlay: Sendable {
  /// Half the width of a line, pixels.
  public let radius: Float

  /// Lines of twice this width.
  public init(radius: Float = 1.5) { self.radius = radius }

  /// The image with the hands over it: right ones in orange, left ones in blue, their landmarks in white.
  public func draw(_ hands: [TrackedHand], on image: Image) -> Image {
    var result = image
    for hand in hands {
      let points = hand.imagePoints
      let color: SIMD3<Float> = hand.side == .right ? [1, 0.62, 0.3] : [0.35, 0.66, 1]
      for (start, end) in TrackedHand.bones {
        draw(from: points[start], to: points[end], radius: radius, color, on: &result)
      }
      for point in points { draw(from: point, to: point, radius: 1.5 * radius, [1, 1, 1], on: &result) }
    }
    return result
  }

  /// Colours the pixels less than `radius` from a line, with soft edges; grey images get the colour's red.
  private func draw(
    from start: SIMD2<Float>, to end: SIMD2<Float>, radius: Float, _ color: SIMD3<Float>,
    on image: inout Image
  ) {
    let low = pointwiseMin(start, end) - radius - 1
    let high = pointwiseMax(start, end) + radius + 1
    for y in Self.range(low.y, high.y, image.height) {
      for x in Self.range(low.x, high.x, image.width) {
        let pixel = SIMD2(Float(x), Float(y)) + 0.5
        let cover = min(max(radius + 0.5 - Self.distance(of: pixel, from: start, end), 0), 1)
        for channel in 0..<min(image.channels, 3) {
          image[x, y, channel] += cover * (color[channel] - image[x, y, channel])
        }
      }
    }
  }

  private static func distance(
    of point: SIMD2<Float>, from start: SIMD2<Float>, _ end: SIMD2<Float>
  ) -> Float {
    let (line, offset) = (end - start, point - start)
    let share = (line * offset).sum() / max((line * line).sum(), .leastNormalMagnitude)
    let away = offset - min(max(share, 0), 1) * line
    return (away * away).sum().squareRoot()
  }

  /// The pixels between two places that are in the image.
  private static func range(_ low: Float, _ high: Float, _ count: Int) -> Range<Int> {
    let first = max(low, 0)
    let last = min(high, Float(count))
    // Also false where a place is not a number.
    return first < last ? Int(first)..<Int(last.rounded(.up)) : 0..<0
  }
}
