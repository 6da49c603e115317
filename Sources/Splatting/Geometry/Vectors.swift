import Foundation

/// The scalar product of two vectors.
public func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { (a * b).sum() }

/// The vector product of two vectors.
public func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
  [a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x]
}

/// The Euclidean length of a vector.
public func length(_ v: SIMD3<Double>) -> Double { dot(v, v).squareRoot() }

/// The vector of length 1 in the direction of `v`, which must not be zero.
public func normalize(_ v: SIMD3<Double>) -> SIMD3<Double> { v / length(v) }

extension Double {
  /// The sine of this angle in radians.
  var sine: Double { sin(self) }
  /// The cosine of this angle in radians.
  var cosine: Double { cos(self) }
}
