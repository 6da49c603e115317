/// A rotation as a quaternion of length 1.
public struct UnitQuaternion: Sendable, Equatable {
  /// The scalar part.
  public var w: Double
  /// The vector part.
  public var vector: SIMD3<Double>

  /// The quaternion in the direction of these four numbers, which must not all be zero.
  public init(normalizing w: Double, _ vector: SIMD3<Double>) {
    let norm = (w * w + dot(vector, vector)).squareRoot()
    self.w = w / norm
    self.vector = vector / norm
  }

  /// The quaternion of a rotation matrix (Shepperd's method: the largest of the four is found first).
  public init(_ m: Matrix3) {
    let trace = m[0, 0] + m[1, 1] + m[2, 2]
    let differences: SIMD3<Double> = [m[2, 1] - m[1, 2], m[0, 2] - m[2, 0], m[1, 0] - m[0, 1]]
    let sums: SIMD3<Double> = [m[2, 1] + m[1, 2], m[0, 2] + m[2, 0], m[1, 0] + m[0, 1]]
    if trace > max(m[0, 0], m[1, 1], m[2, 2]) {
      self.init(normalizing: 1 + trace, differences)
    } else if m[0, 0] >= max(m[1, 1], m[2, 2]) {
      self.init(normalizing: differences.x, [1 + 2 * m[0, 0] - trace, sums.z, sums.y])
    } else if m[1, 1] >= m[2, 2] {
      self.init(normalizing: differences.y, [sums.z, 1 + 2 * m[1, 1] - trace, sums.x])
    } else {
      self.init(normalizing: differences.z, [sums.y, sums.x, 1 + 2 * m[2, 2] - trace])
    }
  }

  /// The rotation as a matrix.
  public var matrix: Matrix3 {
    let (x, y, z) = (vector.x, vector.y, vector.z)
    return Matrix3(
      [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
      [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
      [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)])
  }

  /// The four numbers, scalar part first.
  public var elements: SIMD4<Double> { [w, vector.x, vector.y, vector.z] }

  /// Whichever of the two quaternions of this rotation lies nearer to `other`.
  public func nearest(to other: UnitQuaternion) -> UnitQuaternion {
    guard (elements * other.elements).sum() < 0 else { return self }
    return UnitQuaternion(normalizing: -w, -vector)
  }
}
