import Files
import Foundation
import Hands
import Splatting

/// What HaWoR leaves in the folder of a video.
///
/// `world_space_res.pth` is written by `joblib.dump` (`scripts/scripts_test_video/hawor_video.py`): a list of
/// `pred_trans [2, T, 3]`, `pred_rot [2, T, 3]`, `pred_hand_pose [2, T, 45]`, `pred_betas [2, T, 10]` and
/// `pred_valid [2, T]`, the left hand first, axis times angle from the flat hand, metres, in the frame of its camera
/// trajectory. `SLAM/hawor_slam_w_scale_*.npz` has that trajectory (`lib/eval_utils/custom_utils.py`,
/// `load_slam_cam`): `traj [T, 7]` from camera to world, a place that is multiplied by `scale` and a quaternion x y z w;
/// `img_focal`, `img_center`. The left hand is posed with MANO's left model, its shapes corrected.
struct HaWoRResults {
  /// The hands in HaWoR's world: of each side a pose a frame, none where it is not seen.
  let poses: [HandTrack.Side: [ManoFrames.Pose?]]
  /// From HaWoR's world to its camera, one a frame.
  let worldToCamera: [RigidTransform]
  let camera: TrackerCamera

  /// Reads the results in `folder`.
  init(folder: URL) throws {
    poses = try Self.poses(folder.appending(path: "world_space_res.pth"))
    let slam = folder.appending(path: "SLAM")
    let names =
      FileManager.default.fileExists(atPath: slam.path) ? try SequenceFolders.contents(of: slam) : []
    guard let name = names.first(where: { $0.hasPrefix("hawor_slam_w_scale") && $0.hasSuffix(".npz") }) else {
      throw FileError(
        slam, "holds no hawor_slam_w_scale_*.npz, which has the camera that the hands are relative to")
    }
    let archive = try NumPyArchive(contentsOf: slam.appending(path: name))
    worldToCamera = try Self.trajectory(archive)
    let focal = try archive.array("img_focal").doubles()
    let center = try archive.array("img_center").doubles()
    guard let focal = focal.first, focal > 0, center.count == 2 else {
      throw FileError(slam.appending(path: name), "states no focal length and centre (img_focal, img_center)")
    }
    camera = TrackerCamera(focalLength: focal, center: [center[0], center[1]])
  }

  private static func poses(_ url: URL) throws -> [HandTrack.Side: [ManoFrames.Pose?]] {
    let value = try PickleValue(contentsOf: url)
    func array(_ index: Int, _ width: Int?) throws -> NumPyArray {
      guard let found = value[index]?.numbers else {
        throw FileError(url, "holds no five arrays of two hands")
      }
      let array = NumPyArray(found.values, shape: found.shape, name: "\(url.relativePath)/\(index)")
      try array.requireShape(width.map { [2, nil, $0] } ?? [2, nil])
      return array
    }
    let parts = try [(0, 3), (1, 3), (2, 45), (3, 10)].map { try array($0.0, $0.1) }
    let valid = try array(4, nil)
    let count = valid.shape[1]
    guard parts.allSatisfy({ $0.shape[1] == count }) else {
      throw FileError(url, "has arrays of different numbers of frames")
    }
    let values = try parts.map { try $0.floats() }
    let isValid = try valid.floats()
    var poses: [HandTrack.Side: [ManoFrames.Pose?]] = [:]
    for (hand, side) in [HandTrack.Side.left, .right].enumerated() {
      poses[side] = (0..<count).map { frame in
        let row = hand * count + frame
        guard isValid[row] > 0.5 else { return nil }
        func part(_ index: Int, _ width: Int) -> [Float] {
          Array(values[index][(width * row)..<(width * row + width)])
        }
        let (place, shape) = (part(0, 3), part(3, 10))
        guard shape.allSatisfy(\.isFinite) else { return nil }
        return ManoFrames.Pose(
          axisAngle: part(1, 3) + part(2, 45), shape: shape, translation: [place[0], place[1], place[2]])
      }
    }
    return poses
  }

  private static func trajectory(_ archive: NumPyArchive) throws -> [RigidTransform] {
    let rows = try archive.array("traj", shape: [nil, 7])
    let numbers = try rows.doubles()
    let scale = try archive.array("scale").doubles().first ?? 1
    return (0..<rows.shape[0]).map { index in
      let n = Array(numbers[(7 * index)..<(7 * index + 7)])
      let quaternion = UnitQuaternion(normalizing: n[6], [n[3], n[4], n[5]])
      return RigidTransform(
        rotation: quaternion.matrix, translation: SIMD3(n[0], n[1], n[2]) * scale
      ).inverse
    }
  }
}
