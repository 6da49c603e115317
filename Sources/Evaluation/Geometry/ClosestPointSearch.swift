import Splatting

/// The rounds of ``ClosestPointAlignment``.
struct ClosestPointSearch {
  private let points: [SIMD3<Float>]
  private let truth: [SIMD3<Float>]
  private let pointTree: NearestNeighbors
  private let truthTree: NearestNeighbors

  init(_ points: [SIMD3<Float>], _ truth: [SIMD3<Float>]) {
    (self.points, self.truth) = (points, truth)
    (pointTree, truthTree) = (NearestNeighbors(points), NearestNeighbors(truth))
  }

  /// Rounds until the sum of squared distances of pairs falls by less than a millionth.
  func refined(
    _ start: SimilarityTransform, rounds: Int
  ) throws -> (transform: SimilarityTransform, error: Double) {
    var (transform, error) = (start, Double.infinity)
    for _ in 0..<rounds {
      let pairs = pairs(transform)
      let next = try Procrustes.transform(pairs.points, to: pairs.truth, scaling: true)
      let fitted = squaredDistances(next, pairs)
      // True points in one place would draw all into it.
      guard next.scale > 0, fitted < error * (1 - 1e-6) else { break }
      (transform, error) = (next, fitted)
    }
    return (transform, error)
  }

  /// Points and true points that are each other's nearest, seen from either side, under `transform`.
  private func pairs(
    _ transform: SimilarityTransform
  ) -> (points: [SIMD3<Float>], truth: [SIMD3<Float>]) {
    let there = truthTree.nearest(1, to: transform.applied(to: points)).indices
    // Searched where the points are: a similarity leaves the nearest the nearest.
    let back = pointTree.nearest(1, to: transform.inverse.applied(to: truth)).indices
    return (points + back.map { points[Int($0)] }, there.map { truth[Int($0)] } + truth)
  }

  private func squaredDistances(
    _ transform: SimilarityTransform, _ pairs: (points: [SIMD3<Float>], truth: [SIMD3<Float>])
  ) -> Double {
    zip(pairs.points, pairs.truth).reduce(0) { sum, pair in
      let difference = transform * SIMD3<Double>(pair.0) - SIMD3<Double>(pair.1)
      return sum + dot(difference, difference)
    }
  }

  /// Middles and sizes made equal, in 24 rotations.
  func starts() -> [SimilarityTransform] {
    let (own, other) = (Extent(points), Extent(truth))
    let scale = own.radius > 0 && other.radius > 0 ? other.radius / own.radius : 1
    return Self.axisRotations.map { rotation in
      SimilarityTransform(
        scale: scale, rotation: rotation, translation: other.center - (rotation * own.center) * scale)
    }
  }

  /// The 24 rotations that take the axes to axes.
  private static let axisRotations: [Matrix3] = {
    let axes: [SIMD3<Double>] = [[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1], [0, 0, -1]]
    return axes.flatMap { first in
      axes.filter { dot($0, first) == 0 }.map { Matrix3(first, $0, cross(first, $0)) }
    }
  }()
}

/// Where points are, and how far from their middle.
private struct Extent {
  let center: SIMD3<Double>
  /// The root of the mean squared distance from the middle.
  let radius: Double

  init(_ points: [SIMD3<Float>]) {
    let center = points.reduce(SIMD3<Double>.zero) { $0 + SIMD3<Double>($1) } / Double(points.count)
    let squares = points.reduce(0.0) { sum, point in
      let offset = SIMD3<Double>(point) - center
      return sum + dot(offset, offset)
    }
    self.center = center
    radius = (squares / Double(points.count)).squareRoot()
  }
}
