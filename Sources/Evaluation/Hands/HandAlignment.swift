import Splatting

/// What is taken out of a hand's error before it is measured, a frame at a time.
public enum HandAlignment: String, Sendable, CaseIterable, Codable {
  /// Nothing: positions in the world frame.
  case none
  /// The wrist's position: root-aligned, or root-relative, errors.
  case wrist
  /// Position and rotation.
  case rigid
  /// Position, rotation and size: Procrustes-aligned errors, PA-MPJPE and PA-MPVPE.
  case procrustes

  /// Its name in tables.
  public var title: String {
    switch self {
    case .none: "None (world)"
    case .wrist: "Wrist"
    case .rigid: "Rigid"
    case .procrustes: "Procrustes"
    }
  }

  /// Whether it leaves rotations as they are, so that motion can still be measured after it.
  var isSteady: Bool { self == .none || self == .wrist }

  /// Points of a hand, aligned to the true ones.
  ///
  /// - Parameters:
  ///   - points: joints or vertices; rigid and Procrustes alignment go by these points alone.
  ///   - truth: as many true ones.
  ///   - wrists: where the hand's wrist is, and where it should be.
  /// - Throws: ``MetricsError`` if the numbers of points differ, there are none, or one is not finite.
  public func aligned(
    _ points: [SIMD3<Float>], to truth: [SIMD3<Float>], wrists: (SIMD3<Float>, truth: SIMD3<Float>)
  ) throws -> [SIMD3<Float>] {
    switch self {
    case .none: return points
    case .wrist:
      let offset = SIMD3<Double>(wrists.truth) - SIMD3<Double>(wrists.0)
      return SimilarityTransform(translation: offset).applied(to: points)
    case .rigid: return try Procrustes.transform(points, to: truth, scaling: false).applied(to: points)
    case .procrustes: return try Procrustes.transform(points, to: truth, scaling: true).applied(to: points)
    }
  }
}
