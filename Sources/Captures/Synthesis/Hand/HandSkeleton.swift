import Foundation
import Splatting

/// The joints of an adult's right hand at rest, in MANO's order and kinematic tree.
///
/// Frame of the hand at rest, in metres: the wrist is the origin, fingers point along +y, the back of the hand
/// faces +z and the thumb is at -x. As in MANO all joints' frames are parallel to it at rest.
public struct HandSkeleton: Sendable {
  /// The joint that carries each of the 16 joints; -1 for the wrist.
  public static let parents = [-1, 0, 1, 2, 0, 4, 5, 0, 7, 8, 0, 10, 11, 0, 13, 14]

  /// One finger: three joints and a tip.
  struct Finger: Sendable {
    /// Three joints from the palm outwards, then the tip, as indices into ``HandSkeleton/joints``.
    var joints: [Int]
    /// The directions of the three bones, of length 1.
    var directions: [SIMD3<Double>]
    /// Where the backs of the three bones face, of length 1.
    var backs: [SIMD3<Double>]
    /// The axis about which positive angles close the finger, of length 1.
    var flexionAxis: SIMD3<Double>
    /// The radii of the flesh around the joints and behind the tip.
    var radii: [Double]
  }

  /// 21 positions: 16 joints (wrist; index, middle, little, ring, thumb, three each), then five fingertips.
  public let joints: [SIMD3<Double>]
  /// Index, middle, little, ring, thumb.
  let fingers: [Finger]

  /// An adult's hand, 19 cm from the wrist to the tip of the middle finger.
  public init() {
    var joints = [SIMD3<Double>](repeating: .zero, count: 21)
    fingers = Self.proportions.enumerated().map { index, proportions in
      let finger = proportions.finger(index: index)
      var position = proportions.base
      for (bone, joint) in finger.joints.enumerated() {
        joints[joint] = position
        if bone < 3 { position += finger.directions[bone] * proportions.lengths[bone] }
      }
      return finger
    }
    self.joints = joints
  }

  /// What one finger is built from.
  private struct Proportions {
    var base: SIMD3<Double>
    var direction: SIMD3<Double>
    var back: SIMD3<Double>
    var lengths: [Double]
    var radii: [Double]
    /// By how much each further bone is bent at rest, radians.
    var bend: Double

    /// The finger at place `index` of MANO's order.
    func finger(index: Int) -> Finger {
      let first = normalize(direction)
      let axis = normalize(cross(back, first))
      let turns = (0..<3).map { Matrix3(axis: axis, angle: bend * Double($0)) }
      let upright = cross(first, axis)
      return Finger(
        joints: [3 * index + 1, 3 * index + 2, 3 * index + 3, 16 + index],
        directions: turns.map { $0 * first }, backs: turns.map { $0 * upright }, flexionAxis: axis,
        radii: radii)
    }
  }

  private static let proportions = [
    finger(
      base: [-0.0275, 0.091, 0], spread: 0.13, lengths: [0.043, 0.025, 0.0225],
      radii: [0.0112, 0.0097, 0.0088, 0.0077]),
    finger(
      base: [-0.0070, 0.094, 0.0025], spread: 0.02, lengths: [0.0465, 0.029, 0.0235],
      radii: [0.0114, 0.0099, 0.0090, 0.0078]),
    finger(
      base: [0.0300, 0.078, -0.005], spread: -0.25, lengths: [0.034, 0.0205, 0.0205],
      radii: [0.0099, 0.0084, 0.0076, 0.0066]),
    finger(
      base: [0.0125, 0.088, 0.0005], spread: -0.10, lengths: [0.0430, 0.0275, 0.023],
      radii: [0.0109, 0.0094, 0.0086, 0.0075]),
    Proportions(
      base: [-0.021, 0.021, -0.010], direction: [-0.62, 0.70, -0.36], back: [-0.75, -0.35, 0.55],
      lengths: [0.045, 0.034, 0.0285], radii: [0.0150, 0.0122, 0.0110, 0.0092], bend: 0.1),
  ]

  private static func finger(
    base: SIMD3<Double>, spread: Double, lengths: [Double], radii: [Double]
  ) -> Proportions {
    Proportions(
      base: base, direction: [-sin(spread), cos(spread), -0.05], back: [0, 0, 1], lengths: lengths,
      radii: radii, bend: 0.1)
  }
}
