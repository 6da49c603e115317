import Images

/// Finds the frame just before a hand moves the object: the one before the first in which the object's mask has left
/// its place, or appears after the beginning, while a hand's mask touches it.
struct KeyFrameFinder {
  /// An object counts from this share of the picture's pixels on.
  private static let leastShare = 0.0005
  /// It has moved when its middle has, by this share of the picture's diagonal.
  private static let leastMotion = 0.015
  /// Masks touch at this distance, pixels.
  private static let reach = 3

  private var first: (frame: Int, middle: SIMD2<Double>)?
  private var found: Int?
  private var frame = 0

  /// The frame just before contact, of those that were added.
  var keyFrame: Int? { found }

  /// Looks at the next frame's labels.
  mutating func add(_ labels: LabelImage) {
    defer { frame += 1 }
    guard found == nil, let middle = Self.middle(of: labels) else { return }
    guard let first else {
      self.first = (frame, middle)
      // It was not told from the scene before it moved.
      if frame > 0, Self.isTouched(labels) { found = frame - 1 }
      return
    }
    let size = SIMD2(Double(labels.width), Double(labels.height))
    let motion = middle - first.middle
    let limit = Self.leastMotion * (size * size).sum().squareRoot()
    if (motion * motion).sum() > limit * limit, Self.isTouched(labels) { found = max(frame - 1, 0) }
  }

  /// The mean place of the first object's pixels.
  private static func middle(of labels: LabelImage) -> SIMD2<Double>? {
    var (sum, count) = (SIMD2<Double>.zero, 0)
    for y in 0..<labels.height {
      for x in 0..<labels.width where labels[x, y] == FrameLabel.object.rawValue {
        sum += [Double(x), Double(y)]
        count += 1
      }
    }
    let least = max(1, Int(leastShare * Double(labels.width * labels.height)))
    return count >= least ? sum / Double(count) : nil
  }

  /// Whether a hand's pixel is near one of the object's.
  private static func isTouched(_ labels: LabelImage) -> Bool {
    let hands = [FrameLabel.rightHand.rawValue, FrameLabel.leftHand.rawValue]
    for y in 0..<labels.height {
      for x in 0..<labels.width where labels[x, y] == FrameLabel.object.rawValue {
        for row in max(0, y - reach)...min(labels.height - 1, y + reach) {
          for column in max(0, x - reach)...min(labels.width - 1, x + reach)
          where hands.contains(labels[column, row]) { return true }
        }
      }
    }
    return false
  }
}
