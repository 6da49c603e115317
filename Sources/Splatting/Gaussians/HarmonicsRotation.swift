import Foundation
import Tensors

/// What becomes of harmonics when what they colour is turned: the real Wigner matrices.
///
/// Colours f(d) = sum of c_j Y_j(d) turned by R are f(Rᵀ d), whose coefficients are c'_i = sum over j of
/// D_ij c_j with D_ij the integral of Y_i(d) Y_j(Rᵀ d) over the sphere. The product of two harmonics of degree 3
/// is a polynomial of degree 6, which Gauss and Legendre's four heights with eight directions around integrate
/// exactly.
public struct HarmonicsRotation: Sendable {
  /// D, `[K, K]`, float32.
  private let matrix: Tensor

  /// The change of coefficients by `rotation`, which must be orthonormal with determinant 1.
  /// - Parameter degree: of the harmonics, 0...3.
  public init(_ rotation: Matrix3, degree: Int) {
    require((0...SphericalHarmonics.maximumDegree).contains(degree), "harmonics have a degree of 0...3")
    let places = Self.quadrature
    let turned = rotation.transposed
    func basis(_ directions: [SIMD3<Double>]) -> Tensor {
      let values = directions.flatMap { [$0.x, $0.y, $0.z] }
      return SphericalHarmonics.basis(Tensor(values, shape: [directions.count, 3]), degree: degree)
    }
    let weighted =
      basis(places.map(\.direction)) * Tensor(places.map(\.weight), shape: [places.count, 1])
    matrix = weighted.transposed().matmul(basis(places.map { turned * $0.direction })).to(.float32)
  }

  /// Coefficients `[N, K, 3]` of the same degree, turned.
  public func applied(to harmonics: Tensor) -> Tensor {
    require(harmonics.size(1) == matrix.size(0), "the harmonics are of another degree than their rotation")
    return harmonics.transposed(1, 2).matmul(matrix.to(harmonics.device).transposed())
      .transposed(1, 2)
  }

  private struct Place {
    var direction: SIMD3<Double>
    var weight: Double
  }

  /// Directions with weights that add up to the sphere's area.
  private static var quadrature: [Place] {
    let around = 8
    let (inner, outer) = ((3 - 2 * (6.0 / 5).squareRoot()) / 7, (3 + 2 * (6.0 / 5).squareRoot()) / 7)
    let weights = ((18 + 30.0.squareRoot()) / 36, (18 - 30.0.squareRoot()) / 36)
    let heights = [
      (inner.squareRoot(), weights.0), (-inner.squareRoot(), weights.0), (outer.squareRoot(), weights.1),
      (-outer.squareRoot(), weights.1),
    ]
    return heights.flatMap { z, weight in
      let radius = (1 - z * z).squareRoot()
      return (0..<around).map { index in
        let angle = 2 * Double.pi * Double(index) / Double(around)
        return Place(
          direction: [radius * cos(angle), radius * sin(angle), z],
          weight: weight * 2 * Double.pi / Double(around))
      }
    }
  }
}
