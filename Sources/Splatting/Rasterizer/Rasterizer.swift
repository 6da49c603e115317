import Tensors

/// Renders Gaussians to an image that can be differentiated.
///
/// All implementations compute the same function, with the constants of ``RasterizerConstants``; tests hold each
/// against the tensor reference.
public protocol Rasterizer: Sendable {
  /// Renders `gaussians` as `camera` sees them.
  ///
  /// Gradients flow to every tensor in `gaussians` and to `pose`.
  /// - Parameters:
  ///   - pose: `[4, 4]` world-to-camera to use instead of the camera's own, for gradients of the pose.
  ///   - nearPlane: Gaussians whose centres are nearer to the camera's plane are left out, metres.
  /// - Throws: ``RasterizerError`` for values that are not finite.
  func render(_ gaussians: Gaussians, camera: Camera, pose: Tensor?, nearPlane: Double) throws -> Rendering
}

extension Rasterizer {
  /// Renders `gaussians` as `camera` sees them, from its own pose, with the default near plane.
  public func render(_ gaussians: Gaussians, camera: Camera) throws -> Rendering {
    try render(gaussians, camera: camera, pose: nil, nearPlane: RasterizerConstants.nearPlane)
  }
}
