import Splatting
import Tensors

/// The tracked hands' vertices at one time, to which hand Gaussians are drawn.
public struct HandTarget: Sendable {
  private let vertices: [SIMD3<Float>]
  private let tree: NearestNeighbors
  private let low: SIMD3<Float>
  private let high: SIMD3<Float>

  /// Gaussians further outside of the vertices' box than this are not the hand's but the arm's, metres.
  private static let margin: Float = 0.01

  /// Vertices in the world frame, metres; none where there are no vertices.
  public init?(_ vertices: [SIMD3<Float>]) {
    guard let first = vertices.first else { return nil }
    self.vertices = vertices
    tree = NearestNeighbors(vertices)
    low = vertices.reduce(first) { pointwiseMin($0, $1) } - Self.margin
    high = vertices.reduce(first) { pointwiseMax($0, $1) } + Self.margin
  }

  /// The mean squared distance, square metres, of Gaussians' centres `[N, 3]` to the nearest vertex; 0 where none is in
  /// range.
  ///
  /// Eq. 6. The paper filters vertices "within MANO vertices' range" against what the tracker does not know of the arm;
  /// as the minimum is over vertices, what has to be filtered are the Gaussians: those outside of the vertices' box do
  /// not count.
  public func loss(_ centres: Tensor) -> Tensor {
    let places = centres.points()
    let rows = places.indices.filter { index in
      let place = places[index]
      return all(place .>= low) && all(place .<= high)
    }
    guard !rows.isEmpty else { return (centres * 0).sum() }
    let nearest = tree.nearest(1, to: rows.map { places[$0] }).indices
    let targets = Tensor(points: nearest.map { vertices[max(0, Int($0))] }, device: centres.device)
    let counted = centres.selecting(Tensor(rows.map(Int64.init), device: centres.device))
    return (counted - targets).squared().sum([-1]).mean()
  }
}
