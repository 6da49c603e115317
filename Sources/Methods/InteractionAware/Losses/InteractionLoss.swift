import Hands
import Splatting
import Tensors

/// What the parts of the scene ask of one another.
public enum InteractionLoss {
  /// Equations 7 and 8: the mean of σ(w) ‖log(R_hand⁻¹ R_object)‖², square radians.
  ///
  /// No gradient flows to w: else the least loss would be that of weights that say that nothing is touched. Printed, ω
  /// depends on the time, but w does not: what makes it a matter of contact is that the loss is asked for only after the
  /// key frame. The norm is that of the rotation vector, 1/√2 of the matrix's.
  /// - Parameters:
  ///   - turns: the object's Gaussians' turns as quaternions, `[N, 4]`.
  ///   - target: the hand's turn, `[3, 3]`.
  ///   - weightLogits: w, `[N]`.
  public static func rotation(turns: Tensor, target: Tensor, weightLogits: Tensor) -> Tensor {
    let inverse = Rotations.quaternions(matrices: target.to(turns.device).transposed().unsqueezed(0))
    let rest = Rotations.logarithm(quaternions: Rotations.product(inverse.expanded(turns.shape), turns))
    return (rest.squared().sum([-1]) * weightLogits.detached().sigmoid()).mean()
  }

  /// Equation 9, square metres, and the penetration loss, square metres, of centres of hand and object, `[N, 3]` and `[M, 3]`.
  ///
  /// C_H and C_O are not defined in the paper: here those Gaussians that have one of the other nearer than `distance`.
  /// The penetration loss, of which nothing is printed, is the mean of max(0, clearance - d)² over them, d the distance to
  /// the nearest of the other.
  public static func contact(
    hand: Tensor, object: Tensor, distance: Double, clearance: Double
  ) -> (interaction: Tensor, penetration: Tensor) {
    let sides = NearPoints(hand, object, distance: distance).map { near in
      [
        near.side(hand, near: object, within: distance),
        near.swapped.side(object, near: hand, within: distance),
      ]
      .compactMap(\.self)
    }
    let none = (hand * 0).sum() + (object * 0).sum()
    return (sides ?? []).reduce((none, none)) { sums, squared in
      // The floor keeps the root's gradient finite.
      let gaps = (clearance - squared.clamped(min: 1e-12).sqrt()).relu()
      return (sums.0 + squared.mean(), sums.1 + gaps.squared().mean())
    }
  }
}
