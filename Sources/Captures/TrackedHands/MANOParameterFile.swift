import Files
import Foundation
import Hands

/// MANO's parameters over a capture's frames in an `.npz`.
///
/// | array | shape | |
/// |---|---|---|
/// | `{side}_pose` | `[T, 48]` or `[T, 16, 3]` | axis times angle, the wrist's first; a row with NaN where the hand is not seen |
/// | `{side}_shape` | `[10]` or `[T, 10]` | |
/// | `{side}_translation` | `[T, 3]` | metres, added after posing about the model's own wrist |
/// | `flat_hand_mean` | `[]` | optional: 0 where poses count from MANO's mean pose, else from the flat hand |
/// | `space` | `[]` | optional: `camera` where each frame's hand is in its camera's frame, else `world` |
///
/// `{side}` is `right` or `left`. A capture's own `hands.npz` has these names too.
struct MANOParameterFile {
  let poses: [HandTrack.Side: [ManoFrames.Pose?]]
  let isInCamera: Bool

  /// Reads the file at `url`.
  ///
  /// - Parameter poseMean: MANO's mean pose of a side, 45 numbers; none where the model has none of MANO's.
  init(_ url: URL, poseMean: (HandTrack.Side) -> [Float]?) throws {
    let archive = try NumPyArchive(contentsOf: url)
    let space = try archive["space"]?.strings().first ?? "world"
    guard ["world", "camera"].contains(space) else {
      throw FileError(url, "has the space '\(space)'", remedy: "it is world or camera")
    }
    isInCamera = space == "camera"
    let isFlat = try archive["flat_hand_mean"]?.doubles().first ?? 1
    var poses: [HandTrack.Side: [ManoFrames.Pose?]] = [:]
    for side in HandTrack.Side.allCases where archive["\(side.rawValue)_pose"] != nil {
      var mean: [Float]?
      if isFlat == 0 {
        guard let found = poseMean(side) else {
          throw FileError(url, "counts poses from MANO's mean pose, which only MANO's files have")
        }
        mean = found
      }
      poses[side] = try Self.poses(archive, side, mean: mean)
    }
    guard !poses.isEmpty else { throw FileError(url, "has neither right_pose nor left_pose") }
    self.poses = poses
  }

  private static func poses(
    _ archive: NumPyArchive, _ side: HandTrack.Side, mean: [Float]?
  ) throws -> [ManoFrames.Pose?] {
    let pose = try archive.array("\(side.rawValue)_pose")
    let count = pose.shape.first ?? 0
    guard pose.count == 48 * count, count > 0 else {
      throw FileError(pose.name, "has the shape \(pose.shape), not [any, 48] or [any, 16, 3]")
    }
    let places = try archive.array("\(side.rawValue)_translation", shape: [count, 3]).vectors()
    let shape = try archive.array("\(side.rawValue)_shape")
    guard shape.shape == [10] || shape.shape == [count, 10] else {
      throw FileError(shape.name, "has the shape \(shape.shape), not [10] or [\(count), 10]")
    }
    let (angles, coefficients) = (try pose.floats(), try shape.floats())
    return (0..<count).map { frame in
      var axisAngle = Array(angles[(48 * frame)..<(48 * frame + 48)])
      let first = shape.shape.count == 1 ? 0 : 10 * frame
      let form = Array(coefficients[first..<(first + 10)])
      guard (axisAngle + form).allSatisfy(\.isFinite), places[frame].x.isFinite else { return nil }
      if let mean { for index in 0..<45 { axisAngle[3 + index] += mean[index] } }
      return ManoFrames.Pose(axisAngle: axisAngle, shape: form, translation: places[frame])
    }
  }
}
