/// A rotation followed by a translation: `x -> rotation * x + translation`.
public struct RigidTransform: Sendable, Equatable, Codable {
  /// An orthonormal matrix of determinant 1.
  public var rotation: Matrix3
  /// Metres.
  public var translation: SIMD3<Double>

  /// Rotates by `rotation`, then moves by `translation`.
  public init(rotation: Matrix3 = .identity, translation: SIMD3<Double> = .zero) {
    self.rotation = rotation
    self.translation = translation
  }

  /// The transform that leaves everything where it is.
  public static let identity = RigidTransform()

  /// The transform that undoes this one.
  public var inverse: RigidTransform {
    let back = rotation.transposed
    return RigidTransform(rotation: back, translation: -(back * translation))
  }

  /// First `b`, then `a`.
  public static func * (a: RigidTransform, b: RigidTransform) -> RigidTransform {
    RigidTransform(rotation: a.rotation * b.rotation, translation: a * b.translation)
  }

  /// The transform applied to a point.
  public static func * (a: RigidTransform, point: SIMD3<Double>) -> SIMD3<Double> {
    a.rotation * point + a.translation
  }
}
