import Splatting

/// How far two surfaces, or clouds of points, are apart: for each point the distance to the nearest of the other.
public struct SurfaceDistances: Sendable, Equatable {
  /// From each point measured to the nearest true one, metres.
  public let toTruth: [Double]
  /// From each true point to the nearest one measured, metres.
  public let fromTruth: [Double]

  /// Finds all nearest points, exactly.
  /// - Parameters:
  ///   - points: what is measured, metres.
  ///   - truth: what it should be, in the same frame.
  /// - Throws: ``MetricsError`` if there are no points on a side, or one is not finite.
  public init(_ points: [SIMD3<Float>], truth: [SIMD3<Float>]) throws {
    try PointErrors.requireFinite(points, "points")
    try PointErrors.requireFinite(truth, "true points")
    toTruth = Self.nearest(to: points, among: truth)
    fromTruth = Self.nearest(to: truth, among: points)
  }

  /// The Chamfer distance in metres: the mean distance there plus the mean distance back.
  public var chamfer: Double { Self.mean(toTruth) + Self.mean(fromTruth) }

  /// The Chamfer distance of squares in cm²: the mean squared distance there plus the mean squared distance back.
  ///
  /// As in Fan et al. 2024, "HOLD".
  public var squaredChamfer: Double {
    (Self.mean(toTruth.map { $0 * $0 }) + Self.mean(fromTruth.map { $0 * $0 })) * 1e4
  }

  /// The F-score, 0...1: the harmonic mean of the shares of points nearer than `threshold` metres, there and back.
  ///
  /// Knapitsch et al. 2017, "Tanks and Temples".
  public func fScore(threshold: Double) -> Double {
    let (precision, recall) = (Self.share(toTruth, below: threshold), Self.share(fromTruth, below: threshold))
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0
  }

  private static func nearest(to queries: [SIMD3<Float>], among points: [SIMD3<Float>]) -> [Double] {
    NearestNeighbors(points).nearest(1, to: queries).squaredDistances.map { Double($0).squareRoot() }
  }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  private static func share(_ values: [Double], below threshold: Double) -> Double {
    Double(values.count { $0 < threshold }) / Double(values.count)
  }
}
