import Tensors

extension Rotations {
  /// Unit quaternions (w, x, y, z) `[..., 4]` of rotation matrices `[..., 3, 3]`, differentiable everywhere.
  ///
  /// Four times the products of a quaternion's elements are sums of the matrix's; of the four rows of products the one
  /// is normalised whose own element is largest, at least 1, so that nothing is divided by zero. The sign is that of the
  /// row's own element: positive.
  public static func quaternions(matrices: Tensor) -> Tensor {
    func m(_ row: Int, _ column: Int) -> Tensor { matrices[.ellipsis, .at(row), .at(column)] }
    let (xx, yy, zz) = (m(0, 0), m(1, 1), m(2, 2))
    let (wx, wy, wz) = (m(2, 1) - m(1, 2), m(0, 2) - m(2, 0), m(1, 0) - m(0, 1))
    let (xy, xz, yz) = (m(0, 1) + m(1, 0), m(0, 2) + m(2, 0), m(1, 2) + m(2, 1))
    let squares = [1 + xx + yy + zz, 1 + xx - yy - zz, 1 - xx + yy - zz, 1 - xx - yy + zz]
    let rows = [
      [squares[0], wx, wy, wz], [wx, squares[1], xy, xz], [wy, xy, squares[2], yz], [wz, xz, yz, squares[3]],
    ].map { Tensor.stacked($0, dimension: -1) }
    var (best, quaternion) = (squares[0].detached(), rows[0])
    for index in 1..<4 {
      let square = squares[index].detached()
      quaternion = (square .> best).unsqueezed(-1).choose(rows[index], else: quaternion)
      best = best.maximum(square)
    }
    return quaternion.normalized()
  }

  /// The Hamilton product of quaternions (w, x, y, z) `[..., 4]`: the turn `b`, then the turn `a`.
  public static func product(_ a: Tensor, _ b: Tensor) -> Tensor {
    let (aw, bw) = (a[.ellipsis, .range(0..<1)], b[.ellipsis, .range(0..<1)])
    let (av, bv) = (a[.ellipsis, .from(1)], b[.ellipsis, .from(1)])
    let scalar = aw * bw - (av * bv).sum([-1], keepDimensions: true)
    return .concatenated([scalar, aw * bv + bw * av + av.cross(bv)], dimension: -1)
  }

  /// The matrix logarithm of the rotations of unit quaternions `[..., 4]` as axis times angle in 0...pi, `[..., 3]`.
  ///
  /// Safe where the textbook's angle / (2 sin angle) is not: at no turn the factor is at its limit 2, and at a half turn,
  /// where the axis' sign is anyone's choice, value and gradient are finite.
  public static func logarithm(quaternions: Tensor) -> Tensor {
    let w = quaternions[.ellipsis, .range(0..<1)]
    // A quaternion and its negative are one turn; zero counts as positive.
    let sign = (w.detached() .>= 0).to(w.dtype) * 2 - 1
    let vector = quaternions[.ellipsis, .from(1)] * sign
    let squared = vector.squared().sum([-1], keepDimensions: true)
    let isSmall = squared.detached() .< 1e-12
    // Both sides of a choice are differentiated: the root needs a floor where it is not taken.
    let length = isSmall.choose(squared.onesLike(), else: squared).sqrt()
    let factor = length.atan2(w * sign) * 2 / length
    return vector * isSmall.choose(squared.onesLike() * 2, else: factor)
  }

  /// The rotation nearest to all of `matrices` `[N, 3, 3]` in the sum of squared differences, `[3, 3]`, outside the
  /// graph: U diag(1, 1, det U Vᵀ) Vᵀ of their mean (Hartley and others 2013, "Rotation Averaging", chordal mean).
  public static func mean(matrices: Tensor) -> Tensor {
    withoutGradients {
      let parts = matrices.detached().to(.float64).mean([0]).singularValues()
      let sign = parts.u.matmul(parts.vh).determinant().reshaped([1, 1])
      let flip = Tensor.concatenated([.ones([1, 2], .float64), sign], dimension: 1)
      return (parts.u * flip).matmul(parts.vh).to(matrices.dtype)
    }
  }
}
