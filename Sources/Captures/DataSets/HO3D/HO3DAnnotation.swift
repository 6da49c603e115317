import Files
import Foundation
import Splatting

/// What `meta/NNNN.pkl` of HO3D states of a frame.
///
/// A pickled dictionary: `camMat [3, 3]`; `handPose [48]`, `handTrans [3]`, `handBeta [10]`; `objName`, `objRot [3]`
/// (axis times angle), `objTrans [3]`; `handJoints3D [21, 3]`, of the evaluation split the wrist alone: MANO's 16 joints,
/// then the tips from thumb to little finger (`jointsMapManoToSimple` in `vis_HO3D.py`). Values are `None` where a frame
/// is not annotated.
struct HO3DAnnotation {
  /// From OpenGL's axes (y up, z backwards) to OpenCV's: half a turn about x.
  static let openGLToOpenCV = RigidTransform(rotation: Matrix3(diagonal: [1, -1, -1]))

  /// fx, fy, cx, cy in pixels from the middle of the first one; none where it is not stated.
  let intrinsics: SIMD4<Double>?
  /// MANO's parameters in the camera's frame with OpenGL's axes.
  let hand: ManoFrames.Pose?
  /// The 21 joints in the order of ``HandTrack/joints`` with OpenCV's axes; empty where they are not known.
  let joints: [SIMD3<Float>]
  let objectName: String?
  /// From the object's frame to the camera's with OpenCV's axes.
  let object: RigidTransform?

  /// Reads the file at `url`.
  init(_ url: URL) throws {
    let record = try PickleRecord(contentsOf: url)
    intrinsics = try Self.intrinsics(record)
    hand = try Self.hand(record)
    joints = try Self.joints(record)
    objectName = record["objName"]?.text
    object = try Self.object(record)
  }

  private static func intrinsics(_ record: PickleRecord) throws -> SIMD4<Double>? {
    guard record["camMat"] != nil else { return nil }
    let k = try record.array("camMat", shape: [3, 3]).doubles()
    return [k[0], k[4], k[2], k[5]]
  }

  private static func hand(_ record: PickleRecord) throws -> ManoFrames.Pose? {
    guard record["handPose"] != nil, record["handTrans"] != nil, record["handBeta"] != nil else { return nil }
    let translation = try record.floats("handTrans", count: 3)
    return ManoFrames.Pose(
      axisAngle: try record.floats("handPose", count: 48), shape: try record.floats("handBeta", count: 10),
      translation: [translation[0], translation[1], translation[2]])
  }

  /// The places in HO3D's order of the joints in the order of ``HandTrack/joints``.
  private static let order = Array(0..<16) + [17, 18, 20, 19, 16]

  private static func joints(_ record: PickleRecord) throws -> [SIMD3<Float>] {
    guard let found = record["handJoints3D"]?.numbers, found.count == 63 else { return [] }
    let values = try found.floats()
    return order.map { [values[3 * $0], -values[3 * $0 + 1], -values[3 * $0 + 2]] }
  }

  private static func object(_ record: PickleRecord) throws -> RigidTransform? {
    guard record["objRot"] != nil, record["objTrans"] != nil else { return nil }
    let (turn, place) = (
      try record.floats("objRot", count: 3).map(Double.init),
      try record.floats("objTrans", count: 3).map(Double.init)
    )
    return openGLToOpenCV
      * RigidTransform(
        rotation: RotationVector.matrix([turn[0], turn[1], turn[2]]),
        translation: [place[0], place[1], place[2]])
  }
}
