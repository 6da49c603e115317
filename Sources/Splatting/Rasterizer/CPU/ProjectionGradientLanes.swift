/// The gradient of sixteen projected Gaussians taken back to their means, scales, quaternions and the
/// camera's pose.
struct ProjectionGradientLanes {
  let mean: Lanes3
  let scale: Lanes3
  let quaternion: (w: Lanes, v: Lanes3)
  /// With respect to the rows of the camera's rotation.
  let rows: (Lanes3, Lanes3, Lanes3)
  /// With respect to the mean in the camera's frame, and so to the camera's translation.
  let point: Lanes3

  /// `conic` is the inverse covariance on screen; the gradient of its xy counts both off-diagonal elements.
  @inline(__always) init(
    _ p: ProjectionLanes, _ camera: CameraLanes, conic q: (xx: Lanes, xy: Lanes, yy: Lanes),
    conicGradient g: (xx: Lanes, xy: Lanes, yy: Lanes), screen: (x: Lanes, y: Lanes), depth: Lanes
  ) {
    // d(Q)/d(covariance): -Q G Q, G symmetric with g.xy / 2 off its diagonal.
    let (zero, two) = (Lanes(0), Lanes(2))
    let varianceX = zero - (q.xx * q.xx * g.xx + q.xx * q.xy * g.xy + q.xy * q.xy * g.yy)
    let varianceY = zero - (q.xy * q.xy * g.xx + q.xy * q.yy * g.xy + q.yy * q.yy * g.yy)
    let covariance =
      zero - (two * q.xx * q.xy * g.xx + (q.xx * q.yy + q.xy * q.xy) * g.xy + two * q.xy * q.yy * g.yy)
    // covariance = M M^T, M = J W R S.
    let factor = (
      p.factor.0 * (two * varianceX) + p.factor.1 * covariance,
      p.factor.1 * (two * varianceY) + p.factor.0 * covariance
    )
    scale = factor.0 * p.rotated.0 + factor.1 * p.rotated.1
    let rotated = (factor.0 * p.scale, factor.1 * p.scale)
    let r = p.rotation.rows
    let axis = (
      Lanes3(rotated.0.dot(r.0), rotated.0.dot(r.1), rotated.0.dot(r.2)),
      Lanes3(rotated.1.dot(r.0), rotated.1.dot(r.1), rotated.1.dot(r.2))
    )
    quaternion = p.rotation.quaternionGradient(
      (
        rotated.0 * p.axis.0.x + rotated.1 * p.axis.1.x, rotated.0 * p.axis.0.y + rotated.1 * p.axis.1.y,
        rotated.0 * p.axis.0.z + rotated.1 * p.axis.1.z
      ))
    // Rows of J W: f/z (w0 - u w2) and f/z (w1 - v w2).
    let w = camera.rows
    let gain = (camera.focalX * p.inverseDepth, camera.focalY * p.inverseDepth)
    let (gain0, gain1) = (axis.0 * gain.0, axis.1 * gain.1)
    let slope = (zero - gain0.dot(w.2), zero - gain1.dot(w.2))
    // The slopes are constant where they are held at a limit.
    let ratio = (p.point.x * p.inverseDepth, p.point.y * p.inverseDepth)
    let freeSlope = (
      slope.0.replacing(with: zero, where: p.slope.x .!= ratio.0),
      slope.1.replacing(with: zero, where: p.slope.y .!= ratio.1)
    )
    let ratioGradient = (
      freeSlope.0 + screen.x * camera.focalX, freeSlope.1 + screen.y * camera.focalY
    )
    var inverseDepth = camera.focalX * axis.0.dot(p.direction.0) + camera.focalY * axis.1.dot(p.direction.1)
    inverseDepth += ratioGradient.0 * p.point.x + ratioGradient.1 * p.point.y
    let point = Lanes3(
      ratioGradient.0 * p.inverseDepth, ratioGradient.1 * p.inverseDepth,
      depth - inverseDepth * p.inverseDepth * p.inverseDepth)
    mean = w.0 * point.x + w.1 * point.y + w.2 * point.z
    rows = (
      gain0 + p.mean * point.x, gain1 + p.mean * point.y,
      p.mean * point.z - (gain0 * p.slope.x + gain1 * p.slope.y)
    )
    self.point = point
  }
}
