import Splatting

/// Where a hand is and how its fingers are bent.
public struct HandPose: Sendable, Equatable {
  /// From the hand's frame at rest to the world; its translation is the wrist's position.
  public var wrist: RigidTransform
  /// The rotations of joints 1 to 15 against the joint that carries them, axis times angle, in the rest frame.
  public var fingers: [SIMD3<Double>]

  /// A hand at `wrist` with its 15 finger joints turned by `fingers`; at rest by default.
  public init(
    wrist: RigidTransform = .identity, fingers: [SIMD3<Double>] = Array(repeating: .zero, count: 15)
  ) {
    precondition(fingers.count == 15, "a hand has 15 finger joints")
    self.wrist = wrist
    self.fingers = fingers
  }

  /// The finger rotations `share` of the way from `a` to `b`.
  static func blend(_ a: [SIMD3<Double>], _ b: [SIMD3<Double>], share: Double) -> [SIMD3<Double>] {
    zip(a, b).map { $0 + ($1 - $0) * share }
  }
}

extension HandSkeleton {
  /// World transforms of the 16 joints' frames that take points at rest to where `pose` has them.
  func transforms(_ pose: HandPose) -> [RigidTransform] {
    var result = [pose.wrist]
    for joint in 1..<16 {
      let turn = RotationVector.matrix(pose.fingers[joint - 1])
      let aboutJoint = RigidTransform(rotation: turn, translation: joints[joint] - turn * joints[joint])
      result.append(result[Self.parents[joint]] * aboutJoint)
    }
    return result
  }

  /// The 21 joints in the world, given the joints' transforms.
  func positions(_ transforms: [RigidTransform]) -> [SIMD3<Double>] {
    joints.indices.map { index in
      // A tip rides on the last bone of its finger.
      transforms[index < 16 ? index : 3 * (index - 16) + 3] * joints[index]
    }
  }
}
