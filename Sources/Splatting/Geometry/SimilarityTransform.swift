/// A change of size, then a rotation, then a translation: `x -> scale * (rotation * x) + translation`.
public struct SimilarityTransform: Sendable, Equatable {
  /// By how much lengths grow; not negative.
  public var scale: Double
  /// An orthonormal matrix of determinant 1.
  public var rotation: Matrix3
  /// In the points' unit.
  public var translation: SIMD3<Double>

  /// Puts a transform together; leaves everything where it is unless told otherwise.
  public init(scale: Double = 1, rotation: Matrix3 = .identity, translation: SIMD3<Double> = .zero) {
    self.scale = scale
    self.rotation = rotation
    self.translation = translation
  }

  /// The transform that undoes this one, whose scale must be positive.
  public var inverse: SimilarityTransform {
    let back = rotation.transposed
    return SimilarityTransform(scale: 1 / scale, rotation: back, translation: -(back * translation) / scale)
  }

  /// The transform applied to a point.
  public static func * (a: SimilarityTransform, point: SIMD3<Double>) -> SIMD3<Double> {
    (a.rotation * point) * a.scale + a.translation
  }

  /// The transform applied to single-precision points; computed in double precision.
  public func applied(to points: [SIMD3<Float>]) -> [SIMD3<Float>] {
    points.map { SIMD3<Float>(self * SIMD3<Double>($0)) }
  }
}
