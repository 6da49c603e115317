/// Which hand is which over a whole video.
public enum HandSides {
  /// The hands of each frame with their sides settled over time: at most one of a side in a frame, right ones first.
  ///
  /// A hand found twice counts once, also as right and as left at once. Hands are linked from frame to frame to paths;
  /// along each the network's word on the side is summed, and the sum's side taken, so that a few frames that say
  /// otherwise change nothing. Where two paths claim one side at once, the one with more evidence has it; the other
  /// becomes the other side if that is mostly free, and in frames where neither is, it is left out. One person is
  /// assumed.
  ///
  /// - Parameter frames: what ``HandTracker/track(_:)`` gave, frame by frame.
  public static func settled(_ frames: [[TrackedHand]]) -> [[TrackedHand]] {
    let paths = HandPath.linking(frames.map(HandPath.withoutRepetitions))
    var settled = [[HandTrack.Side: TrackedHand]](repeating: [:], count: frames.count)
    for path in paths.sorted(by: { abs($0.rightness) > abs($1.rightness) }) {
      let side = side(of: path, settled)
      for (frame, hand) in path.hands where settled[frame][side] == nil {
        settled[frame][side] = hand.taken(as: side)
      }
    }
    return settled.map { hands in HandTrack.Side.allCases.compactMap { hands[$0] } }
  }

  /// The side that a path claims, or the other where most of its frames have that side already.
  private static func side(
    of path: HandPath, _ settled: [[HandTrack.Side: TrackedHand]]
  ) -> HandTrack.Side {
    let claimed: HandTrack.Side = path.rightness > 0 ? .right : .left
    func free(_ side: HandTrack.Side) -> Int { path.hands.count { settled[$0.frame][side] == nil } }
    let isTaken = 2 * free(claimed) < path.hands.count
    return isTaken && free(claimed.opposite) > free(claimed) ? claimed.opposite : claimed
  }
}

extension HandTrack.Side {
  /// The other hand.
  public var opposite: HandTrack.Side { self == .right ? .left : .right }
}
