import Foundation
import Tensors

extension GaussianModel {
  /// The learnable values whose activations are `gaussians`: logarithms of scales, opacities before the sigmoid.
  ///
  /// Harmonics above the evaluated degree are left out. An opacity of 0 or 1 becomes the nearest that a single-precision
  /// sigmoid gives, a scale of 0 a trillionth of a metre.
  public convenience init(_ gaussians: Gaussians) {
    let count = SphericalHarmonics.count(degree: gaussians.degree)
    let opacities = gaussians.opacities.clamped(min: 1e-7, max: 1 - 1e-7)
    self.init(
      means: gaussians.means, rotations: gaussians.rotations,
      logScales: gaussians.scales.clamped(min: 1e-12).log(),
      opacityLogits: opacities.log() - (1 - opacities).log(),
      baseHarmonics: gaussians.harmonics[.all, .range(0..<1)],
      higherHarmonics: gaussians.harmonics[.all, .range(1..<count)])
  }
}
