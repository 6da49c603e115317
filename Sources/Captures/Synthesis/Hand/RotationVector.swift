import Foundation
import Splatting

/// Rotations as vectors along their axis, as long as their angle in radians.
enum RotationVector {
  /// The rotation matrix of `vector` (Rodrigues).
  static func matrix(_ vector: SIMD3<Double>) -> Matrix3 {
    let angle = length(vector)
    return angle < 1e-12 ? .identity : Matrix3(axis: vector / angle, angle: angle)
  }

  /// The vector of a rotation by less than half a turn.
  static func vector(_ matrix: Matrix3) -> SIMD3<Double> {
    let trace = matrix[0, 0] + matrix[1, 1] + matrix[2, 2]
    let angle = acos(min(max((trace - 1) / 2, -1), 1))
    let skew: SIMD3<Double> = [
      matrix[2, 1] - matrix[1, 2], matrix[0, 2] - matrix[2, 0], matrix[1, 0] - matrix[0, 1],
    ]
    return angle < 1e-9 ? skew / 2 : skew * (angle / (2 * sin(angle)))
  }
}
