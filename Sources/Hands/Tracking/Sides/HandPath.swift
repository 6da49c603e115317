/// One hand over consecutive frames, however its side was judged in each.
struct HandPath {
  /// The hand in the frames that show it.
  var hands: [(frame: Int, hand: TrackedHand)]

  /// How far a hand goes from frame to frame, and how near two findings of one hand lie; shares of its size.
  fileprivate static let (largestStep, repetition): (Float, Float) = (0.5, 0.25)
  /// For how many frames a hand may be lost and still be the same where it appears again.
  private static let largestGap = 5
  /// Palms that are nearer, as a share of their size, are of one hand: of two, one would hide the other.
  fileprivate static let samePalm: Float = 0.5
  /// For how many frames a hand may be lost, and no other be seen, and still be the same where it was lost.
  private static let largestAbsence = 60

  /// The evidence that it is a right hand, summed over its frames; negative for a left one.
  var rightness: Float {
    hands.reduce(0) { sum, entry in
      let sureness = entry.hand.handedness - 0.5
      return sum + (entry.hand.side == .right ? sureness : -sureness)
    }
  }

  /// The hands of a frame; of several findings of one hand, of whichever side, the surest.
  static func withoutRepetitions(_ hands: [TrackedHand]) -> [TrackedHand] {
    hands.sorted { $0.presence > $1.presence }.reduce(into: []) { kept, hand in
      if !kept.contains(where: { $0.isRepeated(by: hand) }) { kept.append(hand) }
    }
  }

  /// The paths of all hands: each hand continues the nearest path that is near enough and not continued yet, or where it
  /// is the only one the path that was lost there.
  static func linking(_ frames: [[TrackedHand]]) -> [HandPath] {
    var paths: [HandPath] = []
    for (frame, hands) in frames.enumerated() {
      var open = paths.indices.filter { frame - paths[$0].last.frame <= largestGap + 1 }
      var rest = Array(hands.indices)
      while let link = nearest(open.map { ($0, paths[$0].last.hand) }, rest.map { ($0, hands[$0]) }) {
        paths[link.path].hands.append((frame, hands[link.hand]))
        open.removeAll { $0 == link.path }
        rest.removeAll { $0 == link.hand }
      }
      if hands.count == 1, rest.count == 1, let lost = lost(paths, before: frame, at: hands[0]) {
        paths[lost].hands.append((frame, hands[0]))
      } else {
        paths += rest.map { HandPath(hands: [(frame, hands[$0])]) }
      }
    }
    return paths
  }

  // A path is made with a hand and only grows.
  private var last: (frame: Int, hand: TrackedHand) { hands[hands.count - 1] }

  /// The path of the last hand seen before a frame, where that was alone, and as near as the hand is now.
  private static func lost(_ paths: [HandPath], before frame: Int, at hand: TrackedHand) -> Int? {
    guard let end = paths.map(\.last.frame).max(), frame - end <= largestAbsence + 1 else { return nil }
    let ended = paths.indices.filter { paths[$0].last.frame == end }
    guard ended.count == 1, paths[ended[0]].last.hand.palmDistance(to: hand) < samePalm else { return nil }
    return ended[0]
  }

  /// Of paths' ends and hands, each with its index, the nearest two that are near enough to be one hand.
  private static func nearest(
    _ paths: [(Int, TrackedHand)], _ hands: [(Int, TrackedHand)]
  ) -> (path: Int, hand: Int)? {
    let links = paths.flatMap { path in
      hands.map { (path: path.0, hand: $0.0, distance: path.1.distance(to: $0.1)) }
    }
    return links.filter { $0.distance < largestStep }.min { $0.distance < $1.distance }
      .map { ($0.path, $0.hand) }
  }
}

extension TrackedHand {
  /// Whether another finding in the same frame is of this hand.
  fileprivate func isRepeated(by other: TrackedHand) -> Bool {
    distance(to: other) < HandPath.repetition || palmDistance(to: other) < HandPath.samePalm
  }
}
