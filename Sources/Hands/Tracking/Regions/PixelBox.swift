/// An upright rectangle of an image.
struct PixelBox: Sendable, Equatable {
  /// Top left corner, pixels.
  var low: SIMD2<Float>
  /// Bottom right corner, pixels.
  var high: SIMD2<Float>

  init(low: SIMD2<Float>, high: SIMD2<Float>) {
    self.low = low
    self.high = high
  }

  init(center: SIMD2<Float>, size: SIMD2<Float>) {
    self.init(low: center - size / 2, high: center + size / 2)
  }

  /// The smallest box around `points`, of which there is one at least.
  init(around points: [SIMD2<Float>]) {
    low = points.reduce(points[0]) { pointwiseMin($0, $1) }
    high = points.reduce(points[0]) { pointwiseMax($0, $1) }
  }

  var center: SIMD2<Float> { (low + high) / 2 }
  var size: SIMD2<Float> { high - low }

  /// The intersection's area over the union's; 0 where the boxes do not meet.
  func overlap(_ other: PixelBox) -> Float {
    let shared = pointwiseMin(high, other.high) - pointwiseMax(low, other.low)
    guard shared.x > 0, shared.y > 0 else { return 0 }
    let common = shared.x * shared.y
    let union = size.x * size.y + other.size.x * other.size.y - common
    return union > 0 ? common / union : 0
  }
}
