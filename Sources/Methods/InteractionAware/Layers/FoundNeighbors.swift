import Splatting
import Tensors

/// The nearest nodes of Gaussians, or where there are none the nearest Gaussians, themselves first.
struct FoundNeighbors {
  /// K, or as many as there are.
  let perPoint: Int
  /// Their numbers, point after point.
  let indices: [Int32]
  /// The same as a tensor, int64 `[N * K]`.
  let rows: Tensor
  private let anchors: Tensor
  private let nodes: Tensor

  /// Searches from where the Gaussians are said to be, `[N, 3]`, among `nodes` `[M, 3]`.
  init(anchors: Tensor, nodes: Tensor, count: Int) {
    self.anchors = anchors
    self.nodes = nodes
    let points = anchors.points()
    let others = nodes.size(0) > 0 ? nodes.points() : points
    let found = NearestNeighbors(others).nearest(count, to: points)
    perPoint = found.perQuery
    indices = found.indices
    rows = Tensor(found.indices.map(Int64.init), device: anchors.device)
  }

  /// Whether the search was from and among these very tensors: density control and renewals put others in their place.
  func fits(anchors: Tensor, nodes: Tensor) -> Bool {
    self.anchors.isSame(as: anchors) && self.nodes.isSame(as: nodes)
  }
}

extension Tensor {
  /// Whether both share their storage; while one is held, no other tensor can come to lie there.
  fileprivate func isSame(as other: Tensor) -> Bool {
    guard shape == other.shape, device == other.device else { return false }
    return count == 0 || address == other.address
  }
}
