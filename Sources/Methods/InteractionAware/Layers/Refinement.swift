import Hands
import Splatting
import Tensors

/// The refinement of Gaussians by their nearest neighbours, equations 10 to 13.
///
/// Eq. 12 multiplies the normalised weights by σ(w), so that they sum to σ(w), and Eq. 13 then draws every Gaussian
/// towards the world's origin as far as σ(w) is from 1. That cannot be meant. Here σ(w) is what the neighbours' blend
/// counts against the motion that is the Gaussian's own: its own field value, or with nodes that of the nearest one. A
/// small w, "weak structural information or occlusion", then follows one motion, a large one is smoothed, as the text
/// says. ``isPrinted`` has the printed form.
///
/// Neighbours are found and distances measured in the canonical space; a Gaussian is the first of its own neighbours;
/// no gradient flows through distances to centres, as in SC-GS, nor to the neighbours' canonical places.
public struct Refinement: Sendable, Equatable {
  /// Uses the printed form.
  public var isPrinted: Bool

  /// The printed form, or ours.
  public init(isPrinted: Bool) { self.isPrinted = isPrinted }

  /// What each neighbour counts, `[N, K]`.
  ///
  /// - Parameters:
  ///   - squaredDistances: d² of Eq. 10, `[N, K]`, nearest first.
  ///   - logRadii: the logarithm of o, `[N]`: o is positive.
  ///   - weightLogits: w, `[N]`, of any sign: what counts is σ(w), which is positive. (With w itself positive, as below
  ///     Eq. 2, σ(w) could not fall below a half.)
  public func weights(squaredDistances: Tensor, logRadii: Tensor, weightLogits: Tensor) -> Tensor {
    // Eqs. 10 and 11 together are a softmax.
    let inverse = (logRadii * -2).exp() * -0.5
    let spatial = (squaredDistances * inverse.unsqueezed(1)).softmax(1)
    let global = weightLogits.sigmoid().unsqueezed(1)
    guard !isPrinted else { return spatial * global }
    let blended = spatial * global
    let own = blended[.all, .range(0..<1)] + (1 - global)
    return .concatenated([own, blended[.all, .from(1)]], dimension: 1)
  }

  /// The Gaussians moved, and their turns as quaternions `[N, 4]`.
  ///
  /// - Parameters:
  ///   - model: in the canonical space.
  ///   - nodes: where the nodes are there, `[M, 3]`.
  ///   - weights: what each neighbour counts, `[N, K]`.
  ///   - indices: the neighbours' numbers among the nodes, Gaussian after Gaussian.
  public static func moved(
    _ model: GaussianModel, by motion: NodeMotion, nodes: Tensor, weights: Tensor, indices: [Int32],
    degree: Int
  ) -> (gaussians: Gaussians, turns: Tensor) {
    let blended = NeighborBlend.blend(motion.values(nodes: nodes), weights: weights, indices: indices)
    let parts = blended.split([9, 3, 4, 3, 3], dimension: 1)
    let turns = parts[2].normalized()
    var gaussians = model.gaussians(degree: degree)
    gaussians.means = (parts[0].reshaped([-1, 3, 3]) * model.means.unsqueezed(1)).sum([-1]) + parts[1]
    gaussians.rotations = Rotations.product(turns, model.rotations.normalized())
    gaussians.scales = (model.logScales + parts[3]).exp()
    gaussians.harmonics = .concatenated(
      [model.baseHarmonics + parts[4].unsqueezed(1), model.higherHarmonics], dimension: 1)
    return (gaussians, turns)
  }
}
