import Splatting

/// Distances to simple solids, negative inside, and their smooth union: what the hand is made of.
enum ImplicitShapes {
  /// The distance to a cone with round ends: radius `radii.x` at `a`, `radii.y` at `b`.
  ///
  /// Exact for equal radii; for tapers as gentle as a finger's, off by less than a twentieth.
  static func capsule(
    _ p: SIMD3<Double>, _ a: SIMD3<Double>, _ b: SIMD3<Double>, radii: SIMD2<Double>
  ) -> Double {
    let axis = b - a
    let t = min(max(dot(p - a, axis) / dot(axis, axis), 0), 1)
    return length(p - a - axis * t) - (radii.x + (radii.y - radii.x) * t)
  }

  /// The distance to an ellipsoid, to first order: its implicit function over that function's gradient.
  static func ellipsoid(_ p: SIMD3<Double>, center: SIMD3<Double>, axes: SIMD3<Double>) -> Double {
    let scaled = (p - center) / axes
    let size = length(scaled)
    let gradient = length(scaled / axes)
    return gradient > 0 ? (size - 1) * size / gradient : -axes.min()
  }

  /// The union of two solids, rounded where their distances differ by less than `radius`.
  static func union(_ a: Double, _ b: Double, radius: Double) -> Double {
    let overlap = max(radius - abs(a - b), 0)
    return min(a, b) - overlap * overlap / (4 * radius)
  }
}
