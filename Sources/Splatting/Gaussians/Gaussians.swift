import Tensors

/// Gaussians as a rasteriser takes them: all values activated, one row a Gaussian, world frame, metres.
public struct Gaussians: Sendable {
  /// Centres `[N, 3]`.
  public var means: Tensor
  /// Quaternions `[N, 4]` (w, x, y, z), of any length but zero.
  public var rotations: Tensor
  /// Standard deviations along the rotated axes `[N, 3]`, positive.
  public var scales: Tensor
  /// Opacities `[N]` in 0...1.
  public var opacities: Tensor
  /// Coefficients of real spherical harmonics `[N, K, 3]`, K = (degree + 1)²; colour = max(0, 0.5 + their sum).
  public var harmonics: Tensor
  /// The degree up to which ``harmonics`` are evaluated, 0...3; it may be below what they hold.
  public var degree: Int
  /// Further values to blend as colours are, such as one channel a layer, `[N, E]`.
  public var extra: Tensor?

  /// Puts Gaussians together.
  public init(
    means: Tensor, rotations: Tensor, scales: Tensor, opacities: Tensor, harmonics: Tensor, degree: Int,
    extra: Tensor? = nil
  ) {
    self.means = means
    self.rotations = rotations
    self.scales = scales
    self.opacities = opacities
    self.harmonics = harmonics
    self.degree = degree
    self.extra = extra
  }

  /// How many there are.
  public var count: Int { means.size(0) }

  /// The same on `device`; what is there already is not copied.
  public func to(_ device: Device) -> Gaussians {
    Gaussians(
      means: means.to(device), rotations: rotations.to(device), scales: scales.to(device),
      opacities: opacities.to(device), harmonics: harmonics.to(device), degree: degree,
      extra: extra?.to(device))
  }
}
