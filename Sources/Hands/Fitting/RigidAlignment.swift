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

  /// How many times larger points `to` `[N, P, 3]` are than `from`, `[N, 1]`: by median distances from their middles, so
  /// that some points may be wrong.
  static func scales(from: Tensor, to: Tensor) -> Tensor {
    func extent(_ points: Tensor) -> Tensor { median((points - median(points)).norm([-1])).clamped(min: 1e-6) }
    return extent(to) / extent(from)
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
