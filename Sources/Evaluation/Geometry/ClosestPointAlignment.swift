import Splatting

/// Aligns surfaces of which no points are known to correspond.
///
/// Iterated closest points (Besl and McKay 1992) with a change of size: points are paired with the nearest of the
/// other side, there and back, and ``Procrustes`` brings the pairs together. Pairs of both directions make what is
/// minimised the Chamfer distance of squares itself, and keep the size from shrinking to nothing.
public enum ClosestPointAlignment {
  /// Rounds from each start, and rounds at most from the best of them.
  private static let (rounds, finalRounds) = (12, 100)

  /// The similarity that brings `points` nearest to `truth`, as far as it is found from 24 starts: middles and sizes
  /// made equal, in every rotation that takes the axes to axes.
  ///
  /// - Parameters:
  ///   - points: what is aligned, spread evenly over its surface.
  ///   - truth: as many points of the true surface.
  /// - Throws: ``MetricsError`` if the numbers of points differ, there are none, or one is not finite.
  public static func transform(
    _ points: [SIMD3<Float>], to truth: [SIMD3<Float>]
  ) throws -> SimilarityTransform {
    try PointErrors.requirePairs(points, truth)
    let search = ClosestPointSearch(points, truth)
    let ends = try search.starts().map { try search.refined($0, rounds: rounds) }
    // There are 24 starts.
    let best = ends.min { $0.error < $1.error }!
    return try search.refined(best.transform, rounds: finalRounds).transform
  }
}
