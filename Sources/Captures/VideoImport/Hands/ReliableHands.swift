import Hands
import Splatting

/// Tells fits that cannot be true from those that may be: a mesh on the camera's lens, or far from its landmarks.
struct ReliableHands {
  /// Hands are not held nearer than this, metres.
  private static let leastDepth = 0.08
  /// The mean distance from landmarks, as a share of the larger side of the box around them.
  private static let mostError: Float = 0.25

  /// The fitted hands, not seen in frames where the fit cannot be true.
  ///
  /// - Parameters:
  ///   - landmarks: What they were fitted to, a frame each.
  ///   - notes: Gets how many frames that are, a line a hand.
  static func tracks(_ fits: HandFits, landmarks: [[TrackedHand]], notes: inout [String]) -> [HandTrack] {
    fits.hands.map { fit in
      var track = fit.track
      let isSeen = track.isSeen
      let wrong = landmarks.indices.filter { frame in
        isSeen[frame] && !isReliable(fit, frame, fits.cameras[frame], landmarks[frame])
      }
      for frame in wrong { track.hide(frame) }
      if !wrong.isEmpty {
        notes.append(
          "the \(track.side.rawValue) hand could not be fitted in \(wrong.count) of \(landmarks.count) frames and "
            + "counts as not seen there; a known focal length helps (--focal, --fov)")
      }
      return track
    }
  }

  private static func isReliable(_ fit: HandFit, _ frame: Int, _ camera: Camera, _ hands: [TrackedHand])
    -> Bool
  {
    let depths = fit.track.vertices[frame].map { (camera.worldToCamera * SIMD3<Double>($0)).z }
    guard depths.min() ?? 0 > leastDepth else { return false }
    guard let hand = hands.first(where: { $0.side == fit.track.side }) else { return true }
    let points = hand.imagePoints
    let extent = (points.reduce(points[0], pointwiseMax) - points.reduce(points[0], pointwiseMin)).max()
    let error = fit.reprojectionErrors[frame]
    return error.isNaN || error < mostError * extent
  }
}

extension HandTrack {
  /// Makes the hand not seen in a frame.
  fileprivate mutating func hide(_ frame: Int) {
    let nowhere = SIMD3<Float>(repeating: .nan)
    vertices[frame] = vertices[frame].map { _ in nowhere }
    joints[frame] = joints[frame].map { _ in nowhere }
    jointRotations[frame] = jointRotations[frame].map { $0.map { _ in .nan } }
    if let count = parameters?.pose[frame].count {
      parameters?.pose[frame] = Array(repeating: .nan, count: count)
    }
    parameters?.translation[frame] = nowhere
  }
}
