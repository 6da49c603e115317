import Hands
import Images

/// Where things may move: around the hands, with room for what they hold and for the forearm.
struct DynamicRegions {
  /// The size of the frames.
  let size: ImageSize
  /// Half of a hand's box is added on each side: what it holds is about as large as the hand.
  private static let margin: Float = 0.5

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
    }
    return mask
  }

  private func range(_ low: Float, _ high: Float, _ count: Int) -> Range<Int> {
    let first = min(max(low, 0), Float(count))
    let last = min(max(high, 0), Float(count))
    // Also false where a place is not a number.
    return first < last ? Int(first)..<Int(last) : 0..<0
  }
}
