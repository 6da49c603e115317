import Splatting
import Tensors

/// Which part of a layer its Gaussians belong to: of several hands each comes and goes for itself.
struct LayerParts {
  private let tree: NearestNeighbors
  private let owners: [Int64]

  /// Parts known by some of their points, canonical space; none for fewer than two, as then there is nothing to tell apart.
  init?(_ points: [[SIMD3<Float>]]) {
    guard points.count > 1 else { return nil }
    tree = NearestNeighbors(points.flatMap(\.self))
    owners = points.enumerated().flatMap { part, points in points.map { _ in Int64(part) } }
  }

  /// The part of each of `points` `[N, 3]`: that of the nearest point known; int64 `[N]`.
  func parts(of points: Tensor) -> Tensor {
    Tensor(
      tree.nearest(1, to: points.points()).indices.map { owners[max(0, Int($0))] }, device: points.device)
  }
}
