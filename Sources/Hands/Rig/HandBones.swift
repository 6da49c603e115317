import Splatting

/// The bones of a hand at rest, its wrist in the origin, by how its joints move.
struct HandBones {
  /// The 16 joints.
  let joints: [SIMD3<Double>]
  /// The ends of each joint's bones: those of the wrist go to the fingers' first joints.
  private let ends: [[SIMD3<Double>]]

  /// - Parameters:
  ///   - poses: One frame or more.
  ///   - tips: The five fingertips in each of them.
  init(_ poses: [HandJointPose], tips: [[SIMD3<Double>]]) {
    func mean(_ offset: (Int) -> SIMD3<Double>) -> SIMD3<Double> {
      poses.indices.reduce(.zero) { $0 + offset($1) } / Double(poses.count)
    }
    var joints: [SIMD3<Double>] = [.zero]
    for joint in 1..<16 {
      joints.append(joints[HandModel.parents[joint]] + mean { poses[$0].local(joint).translation })
    }
    var ends = [[SIMD3<Double>]](repeating: [], count: 16)
    for joint in 1..<16 { ends[HandModel.parents[joint]].append(joints[joint]) }
    for finger in 0..<5 {
      let last = 3 * finger + 3
      let tip = mean { frame in
        let pose = poses[frame]
        return pose.rotations[last].transposed * (tips[frame][finger] - pose.positions[last])
      }
      // A track may lack fingertips: then the last bone is a point.
      ends[last] = [tip.x.isFinite && tip.y.isFinite && tip.z.isFinite ? joints[last] + tip : joints[last]]
    }
    self.joints = joints
    self.ends = ends
  }

  /// The squared distances of a point at rest from the bones of each joint.
  func squaredDistances(_ point: SIMD3<Double>) -> [Double] {
    joints.indices.map { joint in
      ends[joint].map { Self.squaredDistance(point, from: joints[joint], to: $0) }.min() ?? 0
    }
  }

  private static func squaredDistance(
    _ point: SIMD3<Double>, from start: SIMD3<Double>, to end: SIMD3<Double>
  ) -> Double {
    let (bone, offset) = (end - start, point - start)
    let share = dot(bone, bone) > 0 ? min(max(dot(offset, bone) / dot(bone, bone), 0), 1) : 0
    let away = offset - share * bone
    return dot(away, away)
  }
}
