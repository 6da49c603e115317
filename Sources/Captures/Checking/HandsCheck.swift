import Files
import Hands

/// Whether hands fit their capture's frames and are seen.
struct HandsCheck {
  let capture: Capture
  let place: String

  var findings: [Finding] { capture.hands.flatMap { lengthFindings($0) + unseenFindings($0) } }

  private func lengthFindings(_ track: HandTrack) -> [Finding] {
    let counts = [track.vertices.count, track.joints.count, track.jointRotations.count]
    guard let wrong = counts.first(where: { $0 != capture.frames.count }) else { return [] }
    return [
      Finding(
        .error,
        FileError(
          place, "the \(track.side.rawValue) hand has \(wrong) frames, the capture \(capture.frames.count)",
          remedy: "track the hands again"))
    ]
  }

  private func unseenFindings(_ track: HandTrack) -> [Finding] {
    let unseen = track.isSeen.filter { !$0 }.count
    guard unseen > 0 else { return [] }
    let count = track.vertices.count
    let share = "\(unseen) of \(count) frames, \(unseen * 100 / count) %"
    return [
      Finding(.warning, FileError(place, "the \(track.side.rawValue) hand is not seen (NaN) in \(share)"))
    ]
  }
}

extension HandTrack {
  /// Whether the hand is seen, a frame each: whether all its vertices and joints are finite.
  public var isSeen: [Bool] {
    func isFinite(_ points: [SIMD3<Float>]) -> Bool {
      points.allSatisfy { $0.x.isFinite && $0.y.isFinite && $0.z.isFinite }
    }
    return zip(vertices, joints).map { isFinite($0) && isFinite($1) }
  }
}
