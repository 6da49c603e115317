import Splatting
import Tensors

/// A layer at a time, and what the field added to what it follows.
struct MovedLayer {
  /// The Gaussians.
  let gaussians: Gaussians
  /// Their turns as quaternions, `[N, 4]`.
  let turns: Tensor
  /// How far the field moves nodes, or where there are none Gaussians, `[M, 3]`, metres.
  let offsets: Tensor
  /// What the field adds to the logarithms of scales there, `[M, 3]`.
  let logScales: Tensor

  /// How much the field adds: the mean squares of offsets, in units of `extent`, and of logarithms of scales.
  func restraint(extent: Double) -> Tensor {
    (offsets / extent).squared().sum([-1]).mean() + logScales.squared().sum([-1]).mean()
  }
}
