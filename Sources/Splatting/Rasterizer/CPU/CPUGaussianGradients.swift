/// Where the CPU rasteriser writes gradients: caller's memory, contiguous, row by row; every value is
/// overwritten.
///
/// `@unchecked Sendable`: each thread writes Gaussians of its own, and the caller does not touch the memory
/// until the call that it is passed to returns.
public struct CPUGaussianGradients: @unchecked Sendable {
  /// With respect to the means `[N, 3]`.
  public let means: UnsafeMutableBufferPointer<Float>
  /// With respect to the quaternions as given, before normalisation `[N, 4]`.
  public let quaternions: UnsafeMutableBufferPointer<Float>
  /// With respect to the scales `[N, 3]`.
  public let scales: UnsafeMutableBufferPointer<Float>
  /// With respect to the opacities `[N]`.
  public let opacities: UnsafeMutableBufferPointer<Float>
  /// With respect to the features `[N, C]`.
  public let features: UnsafeMutableBufferPointer<Float>
  /// With respect to the positions on screen in pixels `[N, 2]`: for density control.
  public let screen: UnsafeMutableBufferPointer<Float>
  /// The same with the absolute value taken of each pixel's share before summing `[N, 2]`: for density
  /// control; none where that is not wanted, which saves a tenth of the backward pass.
  public let absoluteScreen: UnsafeMutableBufferPointer<Float>?

  /// Groups the gradients.
  public init(
    means: UnsafeMutableBufferPointer<Float>, quaternions: UnsafeMutableBufferPointer<Float>,
    scales: UnsafeMutableBufferPointer<Float>, opacities: UnsafeMutableBufferPointer<Float>,
    features: UnsafeMutableBufferPointer<Float>, screen: UnsafeMutableBufferPointer<Float>,
    absoluteScreen: UnsafeMutableBufferPointer<Float>?
  ) {
    self.means = means
    self.quaternions = quaternions
    self.scales = scales
    self.opacities = opacities
    self.features = features
    self.screen = screen
    self.absoluteScreen = absoluteScreen
  }

  /// Throws unless the buffers fit `count` Gaussians of `channels` features.
  func check(count: Int, channels: Int) throws(RasterizerError) {
    try means.check("mean gradients", holds: count * 3)
    try quaternions.check("quaternion gradients", holds: count * 4)
    try scales.check("scale gradients", holds: count * 3)
    try opacities.check("opacity gradients", holds: count)
    try features.check("feature gradients", holds: count * channels)
    try screen.check("screen gradients", holds: count * 2)
    try absoluteScreen?.check("absolute screen gradients", holds: count * 2)
  }
}
