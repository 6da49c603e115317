import Files
import Foundation
import Hands

/// The hands of a sequence of InterHand2.6M over frames, in the capture's world.
struct InterHandTracks {
  let annotations: InterHandAnnotations
  /// The numbers of the frames.
  let numbers: [Int]

  /// The hands that are annotated in any frame, posed with the models that `hands` names.
  ///
  /// Their shape differs from frame to frame, so that they have no ``HandTrack/parameters`` unless it is one.
  func tracks(_ hands: DataSetHands, warnings: inout [String]) throws -> [HandTrack] {
    guard let models = try hands.models() else { return [] }
    let annotated = try annotations.hands(numbers)
    let joints = try annotations.joints(numbers)
    var tracks: [HandTrack] = []
    for side in HandTrack.Side.allCases {
      let frames = ManoFrames(
        poses: numbers.map { (side == .right ? annotated[$0]?.right : annotated[$0]?.left)?.posed },
        flatHandMean: false)
      guard frames.poses.contains(where: { $0 != nil }) else { continue }
      let track = try frames.track(
        models[side], movedBy: Array(repeating: .identity, count: numbers.count))
      if let warning = frames.warning(side: side) { warnings.append(warning) }
      let stated = numbers.map { joints[$0]?.positions(of: side) ?? [] }
      if let warning = JointAgreement(track.joints, annotated: stated).warning { warnings.append(warning) }
      tracks.append(track)
    }
    if tracks.isEmpty { warnings.append("no hand is annotated in any of the \(numbers.count) frames") }
    return tracks
  }
}

extension InterHandAnnotations.Mano {
  /// The parameters as those of a frame.
  fileprivate var posed: ManoFrames.Pose {
    ManoFrames.Pose(axisAngle: pose, shape: shape, translation: [trans[0], trans[1], trans[2]])
  }
}
