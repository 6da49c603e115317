import Hands
import Tensors

/// How a layer's nodes are moved and changed at one time.
public struct NodeMotion: Sendable {
  /// Turns since the canonical space, `[M, 3, 3]`.
  public var rotations: Tensor
  /// Where the nodes are, `[M, 3]`, world frame, metres.
  public var positions: Tensor
  /// Added to the logarithms of scales, `[M, 3]`.
  public var scales: Tensor
  /// Added to the colour, `[M, 3]`, in units of the harmonics of degree 0.
  public var shading: Tensor

  /// Puts a motion together.
  public init(rotations: Tensor, positions: Tensor, scales: Tensor, shading: Tensor) {
    self.rotations = rotations
    self.positions = positions
    self.scales = scales
    self.shading = shading
  }

  /// What a Gaussian blends, `[M, 22]`: the turn, where it takes the origin, the turn as a quaternion, the rest.
  ///
  /// R (x - n) + T of Eq. 13 is R x + (T - R n), so that the sum over neighbours of a point is one of matrices.
  /// - Parameter nodes: where the nodes are in the canonical space, `[M, 3]`.
  func values(nodes: Tensor) -> Tensor {
    let offsets = positions - (rotations * nodes.unsqueezed(1)).sum([-1])
    let quaternions = Rotations.quaternions(matrices: rotations)
    // Of a quaternion and its negative the one on the first node's side: else a mean may be of opposite signs.
    let along = (quaternions * quaternions.detached()[0..<1]).sum([-1], keepDimensions: true)
    let signs = (along.detached() .>= 0).to(.float32) * 2 - 1
    return .concatenated(
      [rotations.reshaped([-1, 9]), offsets, quaternions * signs, scales, shading], dimension: 1)
  }
}
