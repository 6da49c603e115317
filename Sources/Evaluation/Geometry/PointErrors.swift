import Splatting

/// Distances of points to those that they correspond to.
public enum PointErrors {
  /// The distance of each of `points` to its own of `truth`, in their unit.
  ///
  /// Its mean over the joints of a hand is MPJPE, over the vertices MPVPE.
  /// - Throws: ``MetricsError`` if the numbers of points differ, there are none, or one is not finite.
  public static func distances(_ points: [SIMD3<Float>], _ truth: [SIMD3<Float>]) throws -> [Double] {
    try requirePairs(points, truth)
    return zip(points, truth).map { length(SIMD3<Double>($0) - SIMD3<Double>($1)) }
  }

  /// Throws unless there are points, as many on both sides, all finite.
  static func requirePairs(_ points: [SIMD3<Float>], _ truth: [SIMD3<Float>]) throws {
    guard points.count == truth.count else {
      throw MetricsError("\(points.count) points cannot be compared with \(truth.count), one by one")
    }
    try requireFinite(points, "points")
    try requireFinite(truth, "true points")
  }

  /// Throws unless there are points, all finite.
  static func requireFinite(_ points: [SIMD3<Float>], _ name: String) throws {
    guard !points.isEmpty else { throw MetricsError("there are no \(name) to measure") }
    guard points.allSatisfy(\.isFinite) else { throw MetricsError("the \(name) are not all finite") }
  }
}

extension SIMD3<Float> {
  /// Whether no coordinate is NaN or infinite.
  fileprivate var isFinite: Bool { x.isFinite && y.isFinite && z.isFinite }
}
