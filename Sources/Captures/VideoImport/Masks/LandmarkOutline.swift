import Hands
import Images

/// The outline of a hand from its landmarks: capsules around its bones.
struct LandmarkOutline {
  /// Landmarks in pixels of the picture.
  let points: [SIMD2<Float>]
  /// Pixels a metre at the hand.
  private let pixelsPerMetre: Float

  /// Bones by their landmarks, with radii of an adult's hand, metres.
  private static let bones: [(Int, Int, Float)] = [
    (0, 1, 0.014), (1, 2, 0.013), (2, 3, 0.0105), (3, 4, 0.009), (0, 5, 0.013), (5, 6, 0.009), (6, 7, 0.008),
    (7, 8, 0.0072), (0, 9, 0.013), (9, 10, 0.009), (10, 11, 0.008), (11, 12, 0.0072), (0, 13, 0.013),
    (13, 14, 0.009), (14, 15, 0.008), (15, 16, 0.0072), (0, 17, 0.013), (17, 18, 0.008), (18, 19, 0.0075),
    (19, 20, 0.007), (5, 9, 0.009), (9, 13, 0.009), (13, 17, 0.009), (2, 5, 0.009),
  ]

  /// Landmarks of `tracked` as they are in a picture of `scale` times the size; metres come from its world landmarks.
  init(points: [SIMD2<Float>], tracked: TrackedHand, scale: Float) {
    self.points = points
    func spread(_ points: [SIMD3<Float>]) -> Float {
      let middle = points.reduce(.zero, +) / Float(points.count)
      return points.reduce(0) { $0 + (($1 - middle) * ($1 - middle)).sum() }.squareRoot()
    }
    pixelsPerMetre = scale * spread(tracked.landmarks) / max(spread(tracked.worldLandmarks), 1e-3)
  }

  /// Whether each pixel of a picture is inside.
  func mask(_ size: ImageSize) -> [Bool] {
    var mask = [Bool](repeating: false, count: size.width * size.height)
    for (a, b, radius) in Self.bones { draw(points[a], points[b], radius * pixelsPerMetre, in: &mask, size) }
    return mask
  }

  private func draw(
    _ a: SIMD2<Float>, _ b: SIMD2<Float>, _ radius: Float, in mask: inout [Bool], _ size: ImageSize
  ) {
    let (low, high) = (pointwiseMin(a, b) - radius, pointwiseMax(a, b) + radius)
    let bone = b - a
    let square = max((bone * bone).sum(), 1e-6)
    for row in range(low.y, high.y, size.height) {
      for column in range(low.x, high.x, size.width) {
        let p = SIMD2(Float(column) + 0.5, Float(row) + 0.5) - a
        let offset = p - bone * min(max((p * bone).sum() / square, 0), 1)
        if (offset * offset).sum() < radius * radius { mask[row * size.width + column] = true }
      }
    }
  }

  private func range(_ low: Float, _ high: Float, _ count: Int) -> Range<Int> {
    let first = Int(min(max(low, 0), Float(count)))
    return first..<max(first, Int(min(max(high + 1, 0), Float(count))))
  }
}
