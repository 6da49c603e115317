import Foundation
import Splatting

/// How a hand holds a cylinder: fingers around the far side, the thumb on the near one.
struct HandGrasp: Sendable {
  /// The finger rotations of ``HandPose`` with the hand closed around the cylinder.
  let closed: [SIMD3<Double>]
  /// The finger rotations of a hand about to take hold: nearly straight, the thumb out of the way.
  let open: [SIMD3<Double>]
  /// The point of the cylinder's axis, in the hand's frame at rest, about which the hand closes.
  let center: SIMD3<Double>

  /// Closes the hand around a cylinder of `radius` that lies across the palm, its axis along x.
  init(skeleton: HandSkeleton, radius: Double) {
    // The palm's skin is about 2 cm below the knuckles.
    center = SIMD3(0.004, 0.079, -(radius + 0.0205))
    let solver = Solver(skeleton: skeleton, center: center, radius: radius)
    closed = solver.closed()
    open = solver.open(from: closed)
  }

  /// Bends one joint after the other until the bone beyond it touches.
  private struct Solver {
    let skeleton: HandSkeleton
    let center: SIMD3<Double>
    let radius: Double

    /// How far each joint bends at most, radians.
    static let limits = [1.5, 1.75, 1.2]
    /// Where the thumb's first bone points beside the cylinder, and where before.
    static let thumb = (closed: SIMD3(-0.08, 0.14, -0.95), open: SIMD3(-0.12, -0.30, -0.93))

    func closed() -> [SIMD3<Double>] {
      var pose = HandPose()
      for (index, finger) in skeleton.fingers.enumerated() {
        let isThumb = index == skeleton.fingers.count - 1
        if isThumb {
          pose.fingers[finger.joints[0] - 1] = opposition(finger, pointing: Self.thumb.closed)
        } else {
          pose.fingers[finger.joints[0] - 1] = bent(pose, finger: finger, bone: 0, start: adduction(finger))
        }
        for bone in 1..<3 {
          pose.fingers[finger.joints[bone] - 1] = bent(pose, finger: finger, bone: bone, start: .identity)
        }
      }
      return pose.fingers
    }

    /// Little bent at the knuckles, a third as much as in `closed` beyond them.
    func open(from closed: [SIMD3<Double>]) -> [SIMD3<Double>] {
      var result = closed.enumerated().map { index, rotation in rotation * (index % 3 == 0 ? 0.12 : 0.3) }
      if let finger = skeleton.fingers.last {
        result[finger.joints[0] - 1] = opposition(finger, pointing: Self.thumb.open)
      }
      return result
    }

    /// The rotation of a joint with which the bone beyond it first touches.
    private func bent(
      _ pose: HandPose, finger: HandSkeleton.Finger, bone: Int, start: Matrix3
    ) -> SIMD3<Double> {
      var pose = pose
      let joint = finger.joints[bone]
      for step in 0...400 {
        let angle = Double(step) * 0.005
        let turn = start * Matrix3(axis: finger.flexionAxis, angle: angle)
        pose.fingers[joint - 1] = RotationVector.vector(turn)
        if angle >= Self.limits[bone] || touches(pose, finger: finger, bone: bone) { break }
      }
      return pose.fingers[joint - 1]
    }

    /// Whether the outer half of a bone's flesh is at the cylinder: only that half moves much with its joint.
    private func touches(_ pose: HandPose, finger: HandSkeleton.Finger, bone: Int) -> Bool {
      let joints = skeleton.positions(skeleton.transforms(pose))
      let (start, end) = (joints[finger.joints[bone]], joints[finger.joints[bone + 1]])
      return (4...8).contains { step in
        let t = Double(step) / 8
        let point = start + (end - start) * t - center
        let flesh = finger.radii[bone] + (finger.radii[bone + 1] - finger.radii[bone]) * t
        return (point.y * point.y + point.z * point.z).squareRoot() < radius + flesh * 0.95
      }
    }

    /// Turns a spread finger most of the way to straight ahead.
    private func adduction(_ finger: HandSkeleton.Finger) -> Matrix3 {
      let direction = finger.directions[0]
      return Matrix3(axis: [0, 0, 1], angle: 0.8 * atan2(direction.x, direction.y))
    }

    /// Takes the thumb's first bone in direction `target`, its back turned away from the cylinder.
    private func opposition(
      _ thumb: HandSkeleton.Finger, pointing target: SIMD3<Double>
    ) -> SIMD3<Double> {
      let direction = normalize(target)
      let axis = normalize(cross([-0.35, -0.9, 0], direction))
      let posed = Matrix3(columns: direction, axis, cross(direction, axis))
      let rest = Matrix3(
        columns: thumb.directions[0], thumb.flexionAxis, cross(thumb.directions[0], thumb.flexionAxis))
      return RotationVector.vector(posed * rest.transposed)
    }
  }
}
