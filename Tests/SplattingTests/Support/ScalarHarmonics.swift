import Foundation

/// Real spherical harmonics in double precision from associated Legendre functions, to hold the polynomials
/// against.
enum ScalarHarmonics {
  /// The harmonics up to `degree` at the direction of `v`, with the Condon-Shortley phase, by rising order.
  static func basis(_ v: [Double], degree: Int) -> [Double] {
    let length = v.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let (z, angle) = (v[2] / length, atan2(v[1], v[0]))
    return (0...degree).flatMap { l in
      (-l...l).map { m in
        let order = abs(m)
        let ratio = factorial(l - order) / factorial(l + order)
        let norm = (Double(2 * l + 1) / (4 * .pi) * ratio).squareRoot() * legendre(l, order, z)
        if m == 0 { return norm }
        return 2.0.squareRoot() * norm * (m > 0 ? cos(Double(order) * angle) : sin(Double(order) * angle))
      }
    }
  }

  /// P(l, m) at `z` by the usual recurrence.
  private static func legendre(_ l: Int, _ m: Int, _ z: Double) -> Double {
    let sine = (1 - z * z).squareRoot()
    var current = (0..<m).reduce(1.0) { $0 * -Double(2 * $1 + 1) * sine }
    var previous = 0.0
    for n in m..<l {
      (previous, current) = (
        current, (Double(2 * n + 1) * z * current - Double(n + m) * previous) / Double(n + 1 - m)
      )
    }
    return current
  }

  private static func factorial(_ n: Int) -> Double { (0..<n).reduce(1) { $0 * Double($1 + 1) } }
}
