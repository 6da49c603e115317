/// Where the CPU rasteriser writes: caller's memory, contiguous, row by row; every value is overwritten.
///
/// `@unchecked Sendable`: each thread writes pixels or Gaussians of its own, and the caller does not touch
/// the memory until the call that it is passed to returns.
public struct CPURasterImage: @unchecked Sendable {
  /// Blended features `[H, W, C]`, sum of w f, over black: a background is added by `(1 - alpha) *
  /// background`.
  public let features: UnsafeMutableBufferPointer<Float>
  /// Blended depth `[H, W]`, sum of w z, not divided by alpha.
  public let depth: UnsafeMutableBufferPointer<Float>
  /// Opacity `[H, W]`, 1 - final transmittance.
  public let alpha: UnsafeMutableBufferPointer<Float>
  /// Half the side of each Gaussian's box on screen `[N]`, in whole pixels rounded up; 0 where it is not
  /// drawn.
  public let radii: UnsafeMutableBufferPointer<Float>

  /// Groups the four outputs.
  public init(
    features: UnsafeMutableBufferPointer<Float>, depth: UnsafeMutableBufferPointer<Float>,
    alpha: UnsafeMutableBufferPointer<Float>, radii: UnsafeMutableBufferPointer<Float>
  ) {
    self.features = features
    self.depth = depth
    self.alpha = alpha
    self.radii = radii
  }

  /// Throws unless the buffers fit the picture of `gaussians` by `camera`.
  func check(_ gaussians: CPUGaussians, _ camera: RasterizerCamera) throws(RasterizerError) {
    let pixels = camera.width * camera.height
    try features.check("image features", holds: pixels * gaussians.channels)
    try depth.check("image depth", holds: pixels)
    try alpha.check("image alpha", holds: pixels)
    try radii.check("radii", holds: gaussians.count)
  }
}
