import Tensors

/// What the code of SC-GS adds to the loss while nodes are learnt.
///
/// Neighbours keep their distances and motion stays even. Each quantity is divided by its own value: its gradient says in
/// which direction, not how much.
public enum NodeSmoothness {
  private static let floor = 1e-5

  /// How much the lengths of edges change over some times.
  ///
  /// - Parameters:
  ///   - trajectories: places at T times, `[M, T, 3]`, metres.
  ///   - blending: of the nodes' own places, whose nearest node is each itself; edges go to the others.
  public static func elasticity(_ trajectories: Tensor, _ blending: NodeBlending) -> Tensor {
    let (count, times) = (trajectories.size(0), trajectories.size(1))
    let others = blending.neighbors[.all, .from(1)]
    guard others.size(1) > 0 else { return trajectories.sum() * 0 }
    let ends = trajectories.selecting(others.flattened()).reshaped([count, others.size(1), times, 3])
    let variances = lengths(ends - trajectories.unsqueezed(1)).variance([-1])
    return (relative(variances) * blending.weights[.all, .from(1)]).sum([-1]).mean()
  }

  /// How much nodes speed up or slow down between three times of equal steps, at places `[M, 3]`.
  public static func acceleration(_ before: Tensor, _ now: Tensor, _ after: Tensor) -> Tensor {
    relative(lengths(before + after - now * 2)).mean()
  }

  /// Lengths of vectors along the last dimension, with a slope of 0 where they vanish.
  private static func lengths(_ vectors: Tensor) -> Tensor { (vectors.squared().sum([-1]) + 1e-20).sqrt() }

  private static func relative(_ values: Tensor) -> Tensor { values / (values.detached() + floor) }
}
