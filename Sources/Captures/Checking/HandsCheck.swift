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
    let isSeen = track.isSeen
    guard isSeen.count == capture.frames.count else { return [] }
    let unseen = isSeen.indices.filter { !isSeen[$0] }
    let share = "\(unseen.count) of \(isSeen.count) frames, \(unseen.count * 100 / max(1, isSeen.count)) %"
    return [
      Finding(
        .warning, about: FrameList(unseen, of: capture.frames), in: place,
        "the \(track.side.rawValue) hand is not seen (NaN) in \(share)",
        remedy: "right where it is out of the picture; else track again, or import hands of another program")
    ].compactMap { $0 }
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
