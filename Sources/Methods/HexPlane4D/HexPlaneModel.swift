import Fields
import Splatting
import Tensors

/// Canonical Gaussians, and planes of features that move them.
final class HexPlaneModel: Module {
  let gaussians: GaussianModel
  let deformation: HexPlaneDeformation

  init(gaussians: GaussianModel, deformation: HexPlaneDeformation) {
    self.gaussians = gaussians
    self.deformation = deformation
  }

  /// The Gaussians at `time`.
  ///
  /// The deformation of Wu et al. 2024: (X, r, s) + (ΔX, Δr, Δs), before the activations.
  func gaussians(at time: Double, degree: Int) -> Gaussians {
    var moved = gaussians.gaussians(degree: degree)
    let offsets = StepProfile.measure("field") { deformation(gaussians.means, time: time) }
    moved.means += offsets.position
    moved.rotations += offsets.rotation
    moved.scales = (gaussians.logScales + offsets.scale).exp()
    return moved
  }
}
