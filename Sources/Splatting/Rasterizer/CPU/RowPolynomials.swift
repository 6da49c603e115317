/// A Gaussian over the sixteen rows of a tile, a row a lane: on each, the base-2 logarithm of its opacity is a
/// polynomial of degree 2 in dx, the pixel centre minus the mean.
///
/// Forward and backward passes evaluate this same polynomial, so that they agree on what contributes.
struct RowPolynomials {
  /// By row, the coefficients of 1 and dx; that of dx^2 is ``PackedGaussian/quadraticXX``.
  let constant: Lanes
  let linear: Lanes
  /// By row, the pixel centre minus the mean, along y.
  private let dy: Lanes

  /// For the rows whose pixel centres are `y`.
  @inline(__always) init(_ g: PackedGaussian, y: Lanes) {
    dy = y - Lanes(g.meanY)
    constant = Lanes(g.logOpacity).adding(dy * dy, Lanes(g.quadraticYY))
    linear = dy * Lanes(g.quadraticXY)
  }

  /// Whether the Gaussian may contribute to a row's pixels, the first of which has its centre at `x`.
  ///
  /// The polynomial is concave, so its largest value between a tile's first and last column is at its vertex
  /// or at the end nearer to that. The margin covers rounding, which grows with the terms that cancel: a row
  /// too many costs time only, as every pixel is tested.
  @inline(__always) func reaches(_ g: PackedGaussian, x: Float) -> SIMDMask<SIMD16<Int32>> {
    let first = x - g.meanX
    let dx = (dy * Lanes(g.tilt)).limited(below: Lanes(first)).limited(above: Lanes(first + 15))
    let most = constant.adding(dx, linear.adding(dx, Lanes(g.quadraticXX)))
    let slack = Lanes(0.01).adding(constant - Lanes(g.logOpacity), Lanes(-8e-6))
    // Written so that a NaN counts as reached.
    return .!(most + slack .< Lanes(PackedGaussian.logMinimumAlpha))
  }
}
