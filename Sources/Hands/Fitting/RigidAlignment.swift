import Tensors

/// Rotations and translations that fit points to points, in closed form, batched; outside the graph.
enum RigidAlignment {
  /// The rotations `[N, 3, 3]` that turn points `from` `[N, P, 3]` onto `to` best by least squares, after their
  /// centroids (Kabsch 1976).
  static func rotations(from: Tensor, to: Tensor) -> Tensor {
    let (a, b) = (centered(from), centered(to))
    let parts = b.transposed().matmul(a).singularValues()
    let sign = parts.u.matmul(parts.vh).determinant().reshaped([-1, 1, 1])
    let ones = Tensor.ones([2]).to(from.dtype)
    let flip = Tensor.concatenated([ones.expanded([sign.size(0), 1, 2]), sign], dimension: -1)
    // Reflections become the nearest rotation: the last direction is turned round.
    return (parts.u * flip).matmul(parts.vh)
  }

  /// What is left, as the root of the mean squared distance `[N]`, when `from` is turned and moved onto `to`.
  static func residuals(from: Tensor, to: Tensor) -> Tensor {
    let turned = centered(from).matmul(rotations(from: from, to: to).transposed())
    return (turned - centered(to)).squared().sum([-1]).mean([-1]).sqrt()
  }

  /// Where the middles of points `[N, P, 3]` lie, `[N, 3]`, whose rays are `rays` `[N, P, 2]` (x/z, y/z): the depth is
  /// how far points lie from their middle across the ray, against how far their rays do.
  ///
  /// Medians throughout, so that some points may be wrong.
  /// - Parameter points: in axes whose z points to the middle.
  static func places(of points: Tensor, seenAt rays: Tensor) -> Tensor {
    let (across, seen) = (points[.ellipsis, .to(2)], rays)
    let extent = median((across - median(across)).norm([-1], keepDimensions: true))
    let angle = median((seen - median(seen)).norm([-1], keepDimensions: true))
    let depth = (extent / angle.clamped(min: 1e-6)).clamped(min: 0.1, max: 20)
    let direction = Tensor.concatenated([median(rays), Tensor.ones([rays.size(0), 1, 1])], dimension: -1)
    return (direction * depth).squeezed(1)
  }

  /// Medians over the second dimension, `[N, 1, ...]`.
  static func median(_ values: Tensor) -> Tensor {
    let middle = values.size(1) / 2
    return values.sorted(1).values[.all, .range(middle..<middle + 1)]
  }

  /// The smallest rotations `[N, 3, 3]` from the camera's axis to the rays `[N, 2]` (x/z, y/z).
  static func towards(_ rays: Tensor) -> Tensor {
    let tangent = rays.norm([-1], keepDimensions: true)
    let direction = rays / tangent.clamped(min: 1e-9)
    let angle = tangent.atan2(tangent.onesLike())
    let axis = Tensor.stacked(
      [-direction[.ellipsis, .at(1)], direction[.ellipsis, .at(0)], tangent.zerosLike().squeezed(-1)],
      dimension: -1)
    return Rotations.matrices(axisAngle: axis * angle)
  }

  private static func centered(_ points: Tensor) -> Tensor { points - points.mean([1], keepDimensions: true) }
}
