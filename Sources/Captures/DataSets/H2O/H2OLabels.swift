import Files
import Foundation
import Hands
import Splatting

/// What H2O states of a frame, in the frame of the camera.
///
/// `hand_pose_MANO/N.txt` has 62 numbers a hand, the left one first: whether it is annotated, translation 3, pose 48
/// (from the flat hand), shape 10. (The data set's README says 59, but its terms add up to 62, which `h2oplayer.py`
/// reads.) `hand_pose/N.txt` has 64 a hand: the flag, then 21 joints from the wrist on,
/// thumb to little finger, each to its tip. `obj_pose_RT/N.txt` has the object's number and its matrix.
struct H2OLabels {
  let hands: [HandTrack.Side: ManoFrames.Pose]
  /// In the order of ``HandTrack/joints``.
  let joints: [HandTrack.Side: [SIMD3<Float>]]
  /// The object's number, 0 for none.
  let objectNumber: Int
  /// From the object's frame to the camera's; none where it is not annotated.
  let object: RigidTransform?

  private static let sides: [HandTrack.Side] = [.left, .right]

  /// Reads the labels of the frame `number` in a camera's folder; what has no file is not annotated.
  init(camera: URL, number: String) throws {
    hands = try Self.hands(Self.file(["hand_pose_MANO", "hand_pose_mano"], camera, number))
    joints = try Self.joints(Self.file(["hand_pose"], camera, number))
    guard let url = Self.file(["obj_pose_RT", "obj_pose_rt"], camera, number) else {
      (objectNumber, object) = (0, nil)
      return
    }
    let numbers = try NumberFile.read(url, counts: [17])
    objectNumber = Int(numbers[0].rounded().clamped(to: 0...1000))
    object = objectNumber > 0 ? NumberFile.transform(numbers.dropFirst()) : nil
  }

  private static func file(_ folders: [String], _ camera: URL, _ number: String) -> URL? {
    folders.map { camera.appending(path: "\($0)/\(number).txt") }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }

  private static func hands(_ url: URL?) throws -> [HandTrack.Side: ManoFrames.Pose] {
    guard let url else { return [:] }
    let numbers = try NumberFile.read(url, counts: [124]).map { Float($0) }
    var hands: [HandTrack.Side: ManoFrames.Pose] = [:]
    for (index, side) in sides.enumerated() {
      let part = Array(numbers[(62 * index)..<(62 * index + 62)])
      guard part[0] != 0 else { continue }
      hands[side] = ManoFrames.Pose(
        axisAngle: Array(part[4..<52]), shape: Array(part[52..<62]),
        translation: [part[1], part[2], part[3]])
    }
    return hands
  }

  /// The places in H2O's order of the joints in the order of ``HandTrack/joints``.
  private static let order = [0, 5, 6, 7, 9, 10, 11, 17, 18, 19, 13, 14, 15, 1, 2, 3] + [8, 12, 20, 16, 4]

  private static func joints(_ url: URL?) throws -> [HandTrack.Side: [SIMD3<Float>]] {
    guard let url else { return [:] }
    let numbers = try NumberFile.read(url, counts: [128]).map { Float($0) }
    var joints: [HandTrack.Side: [SIMD3<Float>]] = [:]
    for (index, side) in sides.enumerated() where numbers[64 * index] != 0 {
      joints[side] = order.map { joint in
        let start = 64 * index + 1 + 3 * joint
        return [numbers[start], numbers[start + 1], numbers[start + 2]]
      }
    }
    return joints
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
