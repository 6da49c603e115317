import Hands
import Images

/// Where things may move: around the hands, with room for what they hold, and along their arms to the picture's edge.
struct DynamicRegions {
  /// The size of the frames.
  let size: ImageSize
  /// Half of a hand's box is added on each side: what it holds is about as large as the hand.
  private static let margin: Float = 0.5
  /// How wide an arm may be at the wrist, to each side, and by how much it widens: lengths of the palm.
  private static let (armWidth, armSpread): (Float, Float) = (0.7, 0.3)

  /// A frame in which no hand is found takes the hands of the nearest frames before and after in which one is: the
  /// tracker loses hands that are still there.
  static func filled(_ hands: [[TrackedHand]]) -> [[TrackedHand]] {
    let seen = hands.indices.filter { !hands[$0].isEmpty }
    return hands.indices.map { frame in
      guard hands[frame].isEmpty else { return hands[frame] }
      let nearest = [seen.last { $0 < frame }, seen.first { $0 > frame }]
      return nearest.flatMap { $0.map { hands[$0] } ?? [] }
    }
  }

  /// The pictures' pixels that count as still: 255, and 0 around the hands.
  func mask(_ hands: [TrackedHand]) -> LabelImage {
    var mask = LabelImage(width: size.width, height: size.height, channels: 1, repeating: 255)
    for hand in hands {
      let points = hand.imagePoints
      let (low, high) = (points.reduce(points[0], pointwiseMin), points.reduce(points[0], pointwiseMax))
      let room = (high - low).max() * Self.margin
      let columns = range(low.x - room, high.x + room, size.width)
      for row in range(low.y - room, high.y + room, size.height) {
        for column in columns { mask[column, row] = 0 }
      }
      removeArm(of: points, from: &mask)
    }
    return mask
  }

  /// Takes the strip out that leads from the wrist away from the knuckles.
  private func removeArm(of points: [SIMD2<Float>], from mask: inout LabelImage) {
    let wrist = points[0]
    let back = wrist - (points[5] + points[9] + points[13] + points[17]) / 4
    let length = (back * back).sum().squareRoot()
    let box = points.reduce(wrist, pointwiseMax) - points.reduce(wrist, pointwiseMin)
    // A palm that points at the camera says nothing of the arm.
    guard length > 0.3 * (box * box).sum().squareRoot(), length > 1 else { return }
    let direction = back / length
    for row in 0..<size.height {
      for column in 0..<size.width {
        let offset = SIMD2(Float(column) + 0.5, Float(row) + 0.5) - wrist
        let along = (offset * direction).sum()
        let across = abs(offset.x * direction.y - offset.y * direction.x)
        if along > 0, across < Self.armWidth * length + Self.armSpread * along { mask[column, row] = 0 }
      }
    }
  }

  private func range(_ low: Float, _ high: Float, _ count: Int) -> Range<Int> {
    let first = min(max(low, 0), Float(count))
    let last = min(max(high, 0), Float(count))
    // Also false where a place is not a number.
    return first < last ? Int(first)..<Int(last) : 0..<0
  }
}
