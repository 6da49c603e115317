/// The EWA projection of sixteen Gaussians, with what its gradient needs.
///
/// Zwicker et al., "EWA splatting" (2002): with camera-space mean (x, y, z), the projection's derivative
/// `J = [[fx/z, 0, -fx u/z], [0, fy/z, -fy v/z]]`, where u and v are x/z and y/z held within the limits of
/// ``CameraLanes``, and `M = J W R S`, the covariance on screen is `M M^T + blur I`.
struct ProjectionLanes {
  let mean: Lanes3
  let scale: Lanes3
  let rotation: RotationLanes
  /// The mean in the camera's frame.
  let point: Lanes3
  let inverseDepth: Lanes
  /// x/z and y/z, held within limits.
  let slope: (x: Lanes, y: Lanes)
  /// Rows of J W without the factors fx/z and fy/z.
  let direction: (Lanes3, Lanes3)
  /// Rows of J W.
  let axis: (Lanes3, Lanes3)
  /// Rows of J W R.
  let rotated: (Lanes3, Lanes3)
  /// Rows of M.
  let factor: (Lanes3, Lanes3)
  /// The covariance on screen, blur included: variances of x and y, and the covariance.
  let varianceX: Lanes
  let varianceY: Lanes
  let covariance: Lanes
  let determinant: Lanes

  /// Projects rows `first ..< first + count` of `gaussians`; count is at most 16.
  @inline(__always) init(_ gaussians: CPUGaussians, first: Int, count: Int, camera: CameraLanes) {
    // A base address is nil only for an empty buffer, and then there is nothing to project.
    mean = .gather(gaussians.means.baseAddress! + first * 3, count: count)
    scale = .gather(gaussians.scales.baseAddress! + first * 3, count: count)
    rotation = RotationLanes(gaussians.quaternions.baseAddress! + first * 4, count: count)
    let w = camera.rows
    point = Lanes3(w.0.dot(mean), w.1.dot(mean), w.2.dot(mean)) + camera.translation
    inverseDepth = Lanes(1) / point.z
    slope = (
      (point.x * inverseDepth).limited(below: camera.slopeX.low).limited(above: camera.slopeX.high),
      (point.y * inverseDepth).limited(below: camera.slopeY.low).limited(above: camera.slopeY.high)
    )
    direction = (w.0 - w.2 * slope.x, w.1 - w.2 * slope.y)
    axis = (direction.0 * (camera.focalX * inverseDepth), direction.1 * (camera.focalY * inverseDepth))
    let r = rotation.rows
    func times(_ t: Lanes3) -> Lanes3 { r.0 * t.x + r.1 * t.y + r.2 * t.z }
    rotated = (times(axis.0), times(axis.1))
    factor = (rotated.0 * scale, rotated.1 * scale)
    let blur = Lanes(Float(RasterizerConstants.blur))
    let sharp = (factor.0.dot(factor.0), factor.1.dot(factor.1))
    varianceX = sharp.0 + blur
    varianceY = sharp.1 + blur
    covariance = factor.0.dot(factor.1)
    // |m0|^2 |m1|^2 - (m0 . m1)^2 = |m0 x m1|^2 (Lagrange): no cancellation, so never below blur squared.
    let area = factor.0.cross(factor.1)
    determinant = area.dot(area) + blur * (sharp.0 + sharp.1) + blur * blur
  }

  /// The mean on screen in pixels.
  @inline(__always) func screen(_ camera: CameraLanes) -> (x: Lanes, y: Lanes) {
    (
      camera.focalX * point.x * inverseDepth + camera.centerX,
      camera.focalY * point.y * inverseDepth + camera.centerY
    )
  }
}
