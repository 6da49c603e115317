import Splatting
import Tensors

/// Brings points as near as can be to others that they correspond to.
///
/// Umeyama 1991, "Least-Squares Estimation of Transformation Parameters Between Two Point Patterns": the rotation
/// is never a reflection, so a mirrored hand stays a wrong hand.
public enum Procrustes {
  /// The transform that makes the sum of squared distances of `points` to `target` least.
  ///
  /// Where points do not decide it (all in one place, or on a line) it is one of those that do best; for points in
  /// one place it is a translation.
  ///
  /// - Parameters:
  ///   - points: at least one, finite.
  ///   - target: as many, in the same order.
  ///   - scaling: whether the size may change too (a similarity), or not (a rigid motion).
  /// - Throws: ``MetricsError`` if the numbers of points differ, there are none, or one is not finite.
  public static func transform(
    _ points: [SIMD3<Float>], to target: [SIMD3<Float>], scaling: Bool
  ) throws -> SimilarityTransform {
    try PointErrors.requirePairs(points, target)
    let (center, targetCenter) = (mean(points), mean(target))
    var covariance = [Double](repeating: 0, count: 9)
    var spread = 0.0
    for (point, goal) in zip(points, target) {
      let (p, q) = (SIMD3<Double>(point) - center, SIMD3<Double>(goal) - targetCenter)
      for row in 0..<3 {
        for column in 0..<3 { covariance[row * 3 + column] += q[row] * p[column] }
      }
      spread += dot(p, p)
    }
    guard spread > 0 else { return SimilarityTransform(translation: targetCenter - center) }
    let (rotation, gain) = try rotation(covariance)
    let scale = scaling ? gain / spread : 1
    return SimilarityTransform(
      scale: scale, rotation: rotation, translation: targetCenter - (rotation * center) * scale)
  }

  /// The rotation nearest to the matrix `covariance`, nine elements by rows, and the trace of their product.
  private static func rotation(_ covariance: [Double]) throws -> (rotation: Matrix3, gain: Double) {
    try withTensorErrors {
      let parts = Tensor(covariance, shape: [3, 3]).singularValues()
      let (u, vh) = (matrix(parts.u), matrix(parts.vh))
      let values = parts.s.elements(as: Double.self)
      let sign: Double = u.determinant * vh.determinant < 0 ? -1 : 1
      let rotation = u * Matrix3(diagonal: [1, 1, sign]) * vh
      return (rotation, values[0] + values[1] + sign * values[2])
    }
  }

  private static func matrix(_ tensor: Tensor) -> Matrix3 {
    let e = tensor.elements(as: Double.self)
    return Matrix3([e[0], e[1], e[2]], [e[3], e[4], e[5]], [e[6], e[7], e[8]])
  }

  private static func mean(_ points: [SIMD3<Float>]) -> SIMD3<Double> {
    points.reduce(SIMD3<Double>.zero) { $0 + SIMD3<Double>($1) } / Double(points.count)
  }
}
