import Foundation

/// Rotations as vectors along their axis, as long as their angle in radians.
public enum RotationVector {
  /// The rotation matrix of `vector` (Rodrigues).
  public static func matrix(_ vector: SIMD3<Double>) -> Matrix3 {
    let angle = length(vector)
    return angle < 1e-12 ? .identity : Matrix3(axis: vector / angle, angle: angle)
  }

  /// The vector of a rotation, of an angle in 0...pi.
  public static func vector(_ matrix: Matrix3) -> SIMD3<Double> {
    let rotation = UnitQuaternion(matrix)
    // Of the two quaternions of the rotation, the one of the smaller angle.
    let vector = rotation.w < 0 ? -rotation.vector : rotation.vector
    let half = length(vector)
    return half < 1e-12 ? 2 * vector : vector * (2 * atan2(half, abs(rotation.w)) / half)
  }
}
