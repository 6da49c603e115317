import Foundation
import Splatting
import Tensors
import Testing

@Suite struct SphericalHarmonicsTests {
  /// sqrt(2) K P(l, |m|)(cos theta) times cos(m phi) or sin(|m| phi), from the associated Legendre functions' recurrences
  /// with the Condon-Shortley phase: nothing here is shared with the polynomials under test.
  private static func harmonic(_ l: Int, _ m: Int, theta: Double, phi: Double) -> Double {
    let order = abs(m)
    func factorial(_ n: Int) -> Double { (1...max(1, n)).map(Double.init).reduce(1, *) }
    let scale = (Double(2 * l + 1) / (4 * .pi) * factorial(l - order) / factorial(l + order)).squareRoot()
    let legendre = legendre(l, order, cos(theta))
    if m == 0 { return scale * legendre }
    return 2.0.squareRoot() * scale * legendre * (m > 0 ? cos(Double(m) * phi) : sin(Double(order) * phi))
  }

  private static func legendre(_ l: Int, _ m: Int, _ x: Double) -> Double {
    var value = 1.0
    for k in 0..<m { value *= -Double(2 * k + 1) * (1 - x * x).squareRoot() }
    var before = 0.0
    for degree in stride(from: m + 1, through: l, by: 1) {
      let next = (Double(2 * degree - 1) * x * value - Double(degree + m - 1) * before) / Double(degree - m)
      (before, value) = (value, next)
    }
    return value
  }

  private static let angles: [(theta: Double, phi: Double)] = (0..<40).map { i in
    let (row, column) = (Double(i * 17 % 40) / 40, Double(i) / 40)
    return (theta: 0.05 + 3.04 * row, phi: 6.28 * column)
  }

  private static var directions: Tensor {
    let elements: [Double] = angles.flatMap { angle in
      let (sine, cosine) = (sin(angle.theta), cos(angle.theta))
      return [sine * cos(angle.phi), sine * sin(angle.phi), cosine]
    }
    return Tensor(elements, shape: [angles.count, 3])
  }

  @Test func basisIsThatOfLegendreFunctions() {
    let truth = Self.angles.flatMap { angle in
      (0...3).flatMap { l in (-l...l).map { Self.harmonic(l, $0, theta: angle.theta, phi: angle.phi) } }
    }
    let basis = SphericalHarmonics.basis(Self.directions, degree: 3)
    #expect(basis.shape == [Self.angles.count, 16])
    for (value, expected) in zip(basis.elements(as: Double.self), truth) {
      #expect((value - expected).magnitude < 1e-12)
    }
  }

  @Test(arguments: 0...3) func lowerDegreesAreTheFirstFunctions(_ degree: Int) {
    let count = SphericalHarmonics.count(degree: degree)
    let all = SphericalHarmonics.basis(Self.directions, degree: 3)
    let some = SphericalHarmonics.basis(Self.directions, degree: degree)
    #expect(some.equals(all[.all, .to(count)]))
  }

  @Test func colorsAreHalfPlusTheSumCutOffAtZero() {
    let harmonics = Tensor([1.0, 0, -3], shape: [1, 1, 3])
    let colors = SphericalHarmonics.colors(
      harmonics, directions: Tensor([0.0, 0, 1], shape: [1, 3]), degree: 0)
    let expected = [0.5 + 0.5 / Double.pi.squareRoot(), 0.5, 0]
    for (value, expected) in zip(colors.elements(as: Double.self), expected) {
      #expect((value - expected).magnitude < 1e-15)
    }
  }
}
