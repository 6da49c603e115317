import Files
import Foundation
import Hands
import Images
import Splatting

/// What `labels_….npz` says of one image: where things are in it and in the frame of its camera, metres.
struct DexYCBLabels {
  /// 0, a number of an object, or 255 for the hand, of each pixel: `[rows, columns]`.
  private let segmentation: NumPyArray
  /// From each object's frame to the camera's; none where an object is not seen.
  let objects: [RigidTransform?]
  /// MANO's 51 numbers: wrist 3, components 45, translation 3; none where the hand is not seen.
  let hand: [Float]?
  /// 21 joints in the order of ``HandTrack/joints``; none where the hand is not seen.
  let joints: [SIMD3<Float>]?

  /// Reads the file at `url`.
  init(_ url: URL, objectCount: Int) throws {
    let archive = try NumPyArchive(contentsOf: url, maximumSize: 64 << 20)
    segmentation = try archive.array("seg", shape: [nil, nil])
    let poses = try archive.array("pose_y", shape: [objectCount, 3, 4]).doubles()
    objects = (0..<objectCount).map { Self.transform(poses[$0 * 12..<$0 * 12 + 12]) }
    let parameters = try archive.array("pose_m", shape: [1, 51]).floats()
    let places = try archive.array("joint_3d", shape: [1, 21, 3]).vectors()
    let isSeen = parameters.contains { $0 != 0 }
    hand = isSeen ? parameters : nil
    joints = isSeen ? Self.order.map { places[$0] } : nil
  }

  /// The places in DexYCB's order (wrist; thumb, index, middle, ring, little, four each to the tip) of the joints in
  /// the order of ``HandTrack/joints``.
  private static let order =
    [0, 5, 6, 7, 9, 10, 11, 17, 18, 19, 13, 14, 15, 1, 2, 3] + [8, 12, 20, 16, 4]

  /// Labels of captures: the hand's side, 3 for the object of number `grasped`, 0 else.
  func mask(side: HandTrack.Side, grasped: Int, size: SIMD2<Int>) throws -> LabelImage {
    try segmentation.requireShape([size.y, size.x])
    let hand: UInt8 = side == .right ? 1 : 2
    let values = try segmentation.integers().map { $0 == 255 ? hand : $0 == grasped ? 3 : 0 }
    return LabelImage(width: size.x, height: size.y, channels: 1, values: values)
  }

  /// The transform of three rows of four; none of zeros.
  private static func transform(_ elements: ArraySlice<Double>) -> RigidTransform? {
    elements.contains { $0 != 0 } ? NumberFile.transform(elements) : nil
  }
}
