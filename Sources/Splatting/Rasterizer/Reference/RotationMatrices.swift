import Tensors

/// Rotation matrices from quaternions.
package enum RotationMatrices {
  /// `[N, 3, 3]` of quaternions `[N, 4]` (w, x, y, z) of any length; zero gives the identity.
  package static func matrices(_ quaternions: Tensor) -> Tensor {
    let unit = quaternions.normalized()
    let (w, x, y, z) = (unit[.all, 0], unit[.all, 1], unit[.all, 2], unit[.all, 3])
    let elements = [
      1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y),
      2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x),
      2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y),
    ]
    return Tensor.stacked(elements, dimension: -1).reshaped([-1, 3, 3])
  }
}
