import Files
import Foundation

/// A hand of a frame of HOI4D: a pickled dictionary with `poseCoeff [48]` (axis times angle, from the flat hand),
/// `beta [10]` and `trans [3]` in the camera's frame.
enum HOI4DHand {
  /// The parameters in the file at `url`.
  static func read(_ url: URL) throws -> ManoFrames.Pose {
    let record = try PickleRecord(contentsOf: url)
    let translation = try record.floats("trans", count: 3)
    return ManoFrames.Pose(
      axisAngle: try record.floats("poseCoeff", count: 48), shape: try record.floats("beta", count: 10),
      translation: [translation[0], translation[1], translation[2]])
  }
}
