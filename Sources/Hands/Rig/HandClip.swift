import Splatting

/// A rigged hand and how its joints move.
public struct HandClip: Sendable {
  /// The skin.
  public let rig: HandRig
  /// The joints of each frame; none where the hand is not seen.
  public let poses: [HandJointPose?]
  /// How far the rig's vertices are from the track's.
  public let deviation: HandRig.Deviation

  /// The clip of a tracked hand; none where it is never seen.
  ///
  /// - Parameter models: those that the track may have been posed with; see ``HandRig/init(of:models:)``.
  public init?(_ track: HandTrack, models: HandModels?) {
    guard let rig = HandRig(of: track, models: models), let deviation = rig.deviation(from: track) else {
      return nil
    }
    self.rig = rig
    self.deviation = deviation
    poses = track.vertices.indices.map { HandJointPose(track, frame: $0) }
  }

  /// In how many frames the hand is seen.
  public var seenCount: Int { poses.count { $0 != nil } }
}
