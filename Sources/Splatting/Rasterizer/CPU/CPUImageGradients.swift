/// The loss' gradient with respect to the rasteriser's outputs: views of caller's memory, contiguous, row by
/// row.
///
/// `@unchecked Sendable`: the memory is only read, and the caller keeps it alive and unchanged until the call
/// that it is passed to returns.
public struct CPUImageGradients: @unchecked Sendable {
  /// With respect to the features `[H, W, C]`; nil for zeros.
  public let features: UnsafeBufferPointer<Float>?
  /// With respect to the depth `[H, W]`; nil for zeros.
  public let depth: UnsafeBufferPointer<Float>?
  /// With respect to alpha `[H, W]`; nil for zeros.
  public let alpha: UnsafeBufferPointer<Float>?

  /// Groups the three gradients; one left out stands for zeros.
  public init(
    features: UnsafeBufferPointer<Float>? = nil, depth: UnsafeBufferPointer<Float>? = nil,
    alpha: UnsafeBufferPointer<Float>? = nil
  ) {
    self.features = features
    self.depth = depth
    self.alpha = alpha
  }

  /// Throws unless the buffers fit `camera`'s image with `channels` features.
  func check(_ camera: RasterizerCamera, channels: Int) throws(RasterizerError) {
    let pixels = camera.width * camera.height
    try features?.check("feature gradients", holds: pixels * channels)
    try depth?.check("depth gradients", holds: pixels)
    try alpha?.check("alpha gradients", holds: pixels)
  }
}
