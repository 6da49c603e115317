import Captures
import Hands

/// Measures tracked hands against true ones.
public enum HandEvaluator {
  /// Compares each true hand with the track of its side, over all frames in which both are there.
  ///
  /// - Parameters:
  ///   - tracks: what is measured: the hands of a capture as they were tracked, or as a method has refined them.
  ///   - truth: what they should be, in the same world frame.
  ///   - title: what is measured, for the table.
  /// - Throws: ``MetricsError`` if a track has another number of frames than the true hand, or not 21 joints.
  public static func evaluate(
    _ tracks: [HandTrack], truth: [HandTrack], title: String
  ) throws -> HandTable {
    let hands = try truth.map { hand in
      guard let track = tracks.first(where: { $0.side == hand.side }) else { return missing(hand) }
      return try HandComparison(track, truth: hand).metrics()
    }
    return HandTable(title: title, hands: hands)
  }

  /// Of a hand that was tracked in no frame.
  private static func missing(_ hand: HandTrack) -> HandMetrics {
    HandMetrics(
      side: hand.side, frames: hand.joints.count, compared: 0, missed: hand.isSeen.count { $0 }, unknown: 0,
      accelerations: 0, hasSameMesh: false, errors: [])
  }
}
