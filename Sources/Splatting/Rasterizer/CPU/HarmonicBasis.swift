/// The sixteen real spherical harmonics up to degree 3, as polynomials of a unit vector, in the order and
/// with the signs of 3D Gaussian splatting; and their derivatives.
struct HarmonicBasis {
  /// The value and the derivatives by x, y and z of one harmonic.
  typealias Term = SIMD4<Float>

  /// Harmonics up to `degree`.
  static func terms(_ degree: Int) -> Int { (degree + 1) * (degree + 1) }

  /// Writes the terms up to `degree` at the unit vector `d`: x, y, z of the derivative, then the value.
  @inline(__always) static func evaluate(
    _ d: SIMD3<Float>, degree: Int, into terms: UnsafeMutablePointer<Term>
  ) {
    let (x, y, z) = (d.x, d.y, d.z)
    terms[0] = Term(0, 0, 0, 0.28209479)
    if degree < 1 { return }
    let c1: Float = 0.48860251
    terms[1] = Term(0, -1, 0, -y) * c1
    terms[2] = Term(0, 0, 1, z) * c1
    terms[3] = Term(-1, 0, 0, -x) * c1
    if degree < 2 { return }
    let (xx, yy, zz, xy, yz, xz) = (x * x, y * y, z * z, x * y, y * z, x * z)
    terms[4] = Term(y, x, 0, xy) * 1.0925484
    terms[5] = Term(0, z, y, yz) * -1.0925484
    terms[6] = Term(-2 * x, -2 * y, 4 * z, 2 * zz - xx - yy) * 0.31539157
    terms[7] = Term(z, 0, x, xz) * -1.0925484
    terms[8] = Term(2 * x, -2 * y, 0, xx - yy) * 0.54627422
    if degree < 3 { return }
    let (low, high) = (xx + yy, 4 * zz - xx - yy)
    terms[9] = Term(6 * xy, 3 * (xx - yy), 0, y * (3 * xx - yy)) * -0.59004359
    terms[10] = Term(yz, xz, xy, xy * z) * 2.8906114
    terms[11] = Term(-2 * xy, high - 2 * yy, 8 * yz, y * high) * -0.45704580
    terms[12] = Term(-6 * xz, -6 * yz, 6 * zz - 3 * low, z * (2 * zz - 3 * low)) * 0.37317633
    terms[13] = Term(high - 2 * xx, -2 * xy, 8 * xz, x * high) * -0.45704580
    terms[14] = Term(2 * xz, -2 * yz, xx - yy, z * (xx - yy)) * 1.4453057
    terms[15] = Term(3 * (xx - yy), -6 * xy, 0, x * (xx - 3 * yy)) * -0.59004359
  }
}
