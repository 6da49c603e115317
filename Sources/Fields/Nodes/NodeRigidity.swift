import Tensors

/// How far moving nodes are from moving as rigid pieces.
///
/// The loss "as rigid as possible" of Huang and others 2024, after Sorkine and Alexa 2007: at each node the edges to
/// its neighbours are turned by the rotation that fits them best, and what is left over is squared. Edges count the
/// same, as in the published code.
public struct NodeRigidity: Sendable, Equatable, Codable {
  /// Neighbours of a node.
  public var neighbors = 10
  /// Neighbours farther than this count only among the nearest ``leastNeighbors``, metres.
  public var radius = 0.1
  /// Neighbours that count however far they are.
  public var leastNeighbors = 3
  /// Nodes that are looked at; of more, some are drawn.
  public var sampleCount = 512

  /// The published settings.
  public init() {}

  /// The sum of squared remainders, square metres, as nodes at `start` `[M, 3]` move to `end` `[M, 3]`.
  ///
  /// Gradients flow to both; the rotations are taken as they are.
  public func callAsFunction(from start: Tensor, to end: Tensor, generator: RandomGenerator) -> Tensor {
    let count = start.size(0)
    let number = min(neighbors, count - 1)
    // One node has no edges.
    guard number > 0 else { return (end - start).sum() * 0 }
    let sample =
      count > sampleCount
      ? Tensor.randomPermutation(count, generator: generator)[0..<sampleCount].to(start.device)
      : Tensor.arange(to: count, device: start.device)
    let centres = start.detached().selecting(sample)
    let nearest = NearestRows(start.detached()).nearest(number + 1, to: centres)
    func edges(_ nodes: Tensor) -> Tensor {
      nodes.selecting(nearest.flattened()).reshaped([sample.count, number + 1, 3])
        - nodes.selecting(sample).unsqueezed(1)
    }
    let (before, after) = (edges(start), edges(end))
    let counts = weights(nearest, of: sample, edges: before.detached())
    let rotations = withoutGradients { Self.rotations(before.detached(), after.detached(), counts) }
    let remainders = after - before.matmul(rotations.transposed())
    return (remainders.squared().sum([-1]) * counts).sum()
  }

  /// 1 for edges that count, `[S, K]`: none from a node to itself, none that is too long.
  private func weights(_ nearest: Tensor, of sample: Tensor, edges: Tensor) -> Tensor {
    let others = .!(nearest .== sample.unsqueezed(-1))
    let near = edges.squared().sum([-1]) .< radius * radius
    // Rows are in the order of distance, each node itself first or, in the same place as others, among the first.
    let places = Tensor.arange(to: nearest.size(1), device: nearest.device)
    let forced = (places .<= Double(leastNeighbors)).unsqueezed(0)
    return (others .& (near .| forced)).to(.float32)
  }

  /// The rotations `[S, 3, 3]` that turn the edges `before` `[S, K, 3]` into `after` best, in the sense of least squares.
  private static func rotations(_ before: Tensor, _ after: Tensor, _ weights: Tensor) -> Tensor {
    let covariance = before.transposed().matmul(after * weights.unsqueezed(-1))
    let (u, _, vh) = covariance.singularValues()
    let (left, right) = (vh.transposed(), u.transposed())
    // Without a reflection: the column of the smallest singular value is turned around where there would be one.
    let signs = left.matmul(right).determinant().sign().unsqueezed(-1)
    let ones = signs.onesLike()
    let corrected = Tensor.concatenated([ones, ones, signs], dimension: -1).diagonalMatrix()
    return left.matmul(corrected).matmul(right)
  }
}
