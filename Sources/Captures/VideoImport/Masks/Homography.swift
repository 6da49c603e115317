/// A homography of an image's places, pixels: rows of a 3 x 3 matrix.
struct Homography: Sendable, Equatable {

  private var m: [Float]

  static let identity = Homography([1, 0, 0, 0, 1, 0, 0, 0, 1])

  init(_ elements: [Float]) { m = elements }

  /// Where a place goes.
  func applied(to p: SIMD2<Float>) -> SIMD2<Float> {
    let w = m[6] * p.x + m[7] * p.y + m[8]
    return SIMD2(m[0] * p.x + m[1] * p.y + m[2], m[3] * p.x + m[4] * p.y + m[5]) / w
  }

  /// First `other`, then this.
  func after(_ other: Homography) -> Homography {
    var r = [Float](repeating: 0, count: 9)
    for i in 0..<3 { for j in 0..<3 { for k in 0..<3 { r[3 * i + j] += m[3 * i + k] * other.m[3 * k + j] } } }
    return Homography(r.map { $0 / r[8] })
  }

  /// The way back; the identity where there is none.
  var inverse: Homography {
    let (a, b, c, d, e, f, g, h, i) = (m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8])
    let adjugate = [
      e * i - f * h, c * h - b * i, b * f - c * e, f * g - d * i, a * i - c * g, c * d - a * f, d * h - e * g,
      b * g - a * h, a * e - b * d,
    ]
    guard abs(adjugate[8]) > 1e-9 else { return .identity }
    return Homography(adjugate.map { $0 / adjugate[8] })
  }

  /// The one that takes most of the points near to others: least squares, weighted anew by Geman and McClure's function.
  ///
  /// - Parameter scale: By how much of a pixel points may be off.
  init(from: [SIMD2<Float>], to: [SIMD2<Float>], center: SIMD2<Float>, scale: Float) {
    self = .identity
    guard from.count >= 8 else { return }
    // Coordinates around the middle, of order 1, keep the equations well conditioned.
    let unit = max(center.x, center.y)
    var (reach, local) = (Float(16), Homography.identity)
    for _ in 0..<12 {
      var a = [[Double]](repeating: [Double](repeating: 0, count: 9), count: 8)
      for (p, q) in zip(from, to) {
        let (u, v) = ((p - center) / unit, (q - center) / unit)
        let r = (local.applied(to: u) - v) * unit
        let s = 1 / (1 + (r * r).sum() / (reach * reach))
        let weight = Double(s * s)
        for (row, target) in [
          ([u.x, u.y, 1, 0, 0, 0, -u.x * v.x, -u.y * v.x], v.x),
          ([0, 0, 0, u.x, u.y, 1, -u.x * v.y, -u.y * v.y], v.y),
        ] {
          for i in 0..<8 where row[i] != 0 {
            for j in 0..<8 { a[i][j] += weight * Double(row[i] * row[j]) }
            a[i][8] += weight * Double(row[i] * target)
          }
        }
      }
      guard let solution = Self.solved(a) else { return }
      local = Homography(solution.map { Float($0) } + [1])
      reach = max(scale, reach / 2)
    }
    let (out, back) = (
      Homography([unit, 0, center.x, 0, unit, center.y, 0, 0, 1]),
      Homography([1 / unit, 0, -center.x / unit, 0, 1 / unit, -center.y / unit, 0, 0, 1])
    )
    self = out.after(local.after(back))
  }

  /// Gauss's elimination with pivots; none where the equations leave something open.
  private static func solved(_ equations: [[Double]]) -> [Double]? {
    var a = equations
    for i in 0..<8 {
      let pivot = (i..<8).max { abs(a[$0][i]) < abs(a[$1][i]) } ?? i
      guard abs(a[pivot][i]) > 1e-9 else { return nil }
      a.swapAt(i, pivot)
      for j in 0..<8 where j != i {
        let factor = a[j][i] / a[i][i]
        for k in i..<9 { a[j][k] -= factor * a[i][k] }
      }
    }
    return (0..<8).map { a[$0][8] / a[$0][$0] }
  }
}
