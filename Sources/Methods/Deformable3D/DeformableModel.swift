import Fields
import Splatting
import Tensors

/// Canonical Gaussians and the network that moves them.
final class DeformableModel: Module {
  let gaussians: GaussianModel
  let network: DeformationNetwork
  private let offsetsActivatedScales: Bool

  init(gaussians: GaussianModel, network: DeformationNetwork, offsetsActivatedScales: Bool) {
    self.gaussians = gaussians
    self.network = network
    self.offsetsActivatedScales = offsetsActivatedScales
  }

  /// The Gaussians at `time`.
  ///
  /// Eq. 2 of Yang et al. 2024: G(x + δx, r + δr, s + δs).
  func gaussians(at time: Double, degree: Int) -> Gaussians {
    var moved = gaussians.gaussians(degree: degree)
    let offsets = StepProfile.measure("field") { network(gaussians.means, time: time) }
    moved.means += offsets.position
    moved.rotations = gaussians.rotations.normalized() + offsets.rotation
    moved.scales =
      offsetsActivatedScales
      ? (moved.scales + offsets.scale).clamped(min: 1e-9) : (gaussians.logScales + offsets.scale).exp()
    return moved
  }
}
