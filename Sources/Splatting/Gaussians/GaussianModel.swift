import Tensors

/// Learnable Gaussians, in the values that an optimiser moves freely.
///
/// The parameters and their activations are those of Kerbl et al. 2023, "3D Gaussian Splatting": scales are
/// exponentials, opacities sigmoids, rotations normalised quaternions.
public final class GaussianModel: Module {
  /// Centres `[N, 3]`, world frame, metres.
  @Parameter public var means: Tensor
  /// Quaternions `[N, 4]` (w, x, y, z), not normalised.
  @Parameter public var rotations: Tensor
  /// Logarithms of the standard deviations `[N, 3]`.
  @Parameter public var logScales: Tensor
  /// Opacities before the sigmoid `[N]`.
  @Parameter public var opacityLogits: Tensor
  /// Harmonics of degree 0, `[N, 1, 3]`.
  @Parameter public var baseHarmonics: Tensor
  /// Harmonics above degree 0, `[N, K - 1, 3]`.
  @Parameter public var higherHarmonics: Tensor

  /// Takes values over; shapes as the properties say.
  public init(
    means: Tensor, rotations: Tensor, logScales: Tensor, opacityLogits: Tensor, baseHarmonics: Tensor,
    higherHarmonics: Tensor
  ) {
    _means = Parameter(means)
    _rotations = Parameter(rotations)
    _logScales = Parameter(logScales)
    _opacityLogits = Parameter(opacityLogits)
    _baseHarmonics = Parameter(baseHarmonics)
    _higherHarmonics = Parameter(higherHarmonics)
  }

  /// How many Gaussians there are.
  public var count: Int { means.size(0) }

  /// The degree of harmonics that the parameters hold.
  public var maximumDegree: Int { Int(Double(1 + higherHarmonics.size(1)).squareRoot().rounded()) - 1 }

  /// The activated values, with harmonics evaluated up to `degree`.
  public func gaussians(degree: Int) -> Gaussians {
    StepProfile.measure("activations") {
      Gaussians(
        means: means, rotations: rotations, scales: logScales.exp(), opacities: opacityLogits.sigmoid(),
        harmonics: .concatenated([baseHarmonics, higherHarmonics], dimension: 1), degree: degree)
    }
  }
}
