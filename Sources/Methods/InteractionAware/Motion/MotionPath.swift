import Hands
import Tensors

/// How a few rigid bones move from the canonical space over time: learnt at the frames' times, cubic between them.
///
/// It carries the large motion, so that a field has only to learn what is left. No part of the published method: its
/// fields learn all motion.
final class MotionPath: Module {
  /// Where each bone's pivot is, `[T, B, 3]`, world frame, metres.
  @Parameter var positions: Tensor
  /// The first two columns of each bone's turn since the canonical space, `[T, B, 6]`.
  @Parameter var rotations: Tensor
  /// Where each pivot is in the canonical space, `[B, 3]`.
  private let pivots: Tensor
  private let knots: TimeKnots
  /// Absent where there is one bone, which all follow.
  private let segments: BoneSegments?

  /// Takes values over; shapes as the properties say.
  init(positions: Tensor, rotations: Tensor, pivots: Tensor, knots: TimeKnots, segments: BoneSegments?) {
    // Parts of one table: the optimiser needs memory of their own.
    _positions = Parameter(positions.contiguous())
    _rotations = Parameter(rotations.contiguous())
    self.pivots = pivots
    self.knots = knots
    self.segments = segments
  }

  /// Linear blend skinning of `points` `[M, 3]`: the turn `[M, 3, 3]` at each, not quite orthonormal between bones, and
  /// where it is at `time` `[M, 3]`.
  func transforms(of points: Tensor, at time: Double) -> (rotations: Tensor, positions: Tensor) {
    let knotWeights = knots.weights(at: time).to(positions.device)
    let pivots = pivots.to(positions.device)
    func value(_ table: Tensor) -> Tensor {
      let shape = table.shape
      return knotWeights.unsqueezed(0).matmul(table.reshaped([shape[0], shape[1] * shape[2]]))
        .reshaped([shape[1], shape[2]])
    }
    let (turns, places) = (Rotations.matrices(sixD: value(rotations)), value(positions))
    let offsets = places - turns.matmul(pivots.unsqueezed(-1)).squeezed(-1)
    let count = pivots.size(0)
    let weights =
      segments?.weights(of: points, count: count) ?? .ones([points.size(0), count], device: points.device)
    let blended = weights.matmul(turns.reshaped([count, 9])).reshaped([-1, 3, 3])
    let moved = (blended * points.unsqueezed(1)).sum([-1]) + weights.matmul(offsets)
    return (blended, moved)
  }

  /// How unsteady the motion is: the mean squares by which places (metres) and turns leave the straight line between
  /// those before and after.
  func roughness() -> Tensor { knots.roughness(of: positions) * 100 + knots.roughness(of: rotations) }
}
