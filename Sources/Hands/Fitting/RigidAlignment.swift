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

  /// The translations `[N, 3]` that bring points `[N, P, 3]` onto the rays through `rays` `[N, P, 2]` (x/z, y/z) best,
  /// by least squares of x - z ray.
  static func translations(of points: Tensor, onto rays: Tensor) -> Tensor {
    let (count, number) = (points.size(0), points.size(1))
    let (x, y, z) = (points[.ellipsis, .at(0)], points[.ellipsis, .at(1)], points[.ellipsis, .at(2)])
    let (u, v) = (rays[.ellipsis, .at(0)], rays[.ellipsis, .at(1)])
    let (zero, one) = (u.zerosLike(), u.onesLike())
    let rows = Tensor.stacked(
      [Tensor.stacked([one, zero, -u], dimension: -1), Tensor.stacked([zero, one, -v], dimension: -1)], dimension: 2
    ).reshaped([count, 2 * number, 3])
    let wanted = Tensor.stacked([u * z - x, v * z - y], dimension: -1).reshaped([count, 2 * number, 1])
    let normal = rows.transposed().matmul(rows) + Tensor.identity(3).to(rows.dtype) * 1e-9
    return normal.solve(rows.transposed().matmul(wanted)).squeezed(-1)
  }

  /// The smallest rotations `[N, 3, 3]` from the camera's axis to the rays `[N, 2]` (x/z, y/z).
  static func towards(_ rays: Tensor) -> Tensor {
    let tangent = rays.norm([-1], keepDimensions: true)
    let direction = rays / tangent.clamped(min: 1e-9)
    let angle = tangent.atan2(tangent.onesLike())
    let axis = Tensor.stacked(
      [-direction[.ellipsis, .at(1)], direction[.ellipsis, .at(0)], tangent.zerosLike().squeezed(-1)], dimension: -1)
    return Rotations.matrices(axisAngle: axis * angle)
  }

  private static func centered(_ points: Tensor) -> Tensor { points - points.mean([1], keepDimensions: true) }
}
