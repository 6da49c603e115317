/// A camera's numbers, each sixteen times, with the limits of the projection's derivative.
struct CameraLanes {
  let rows: (Lanes3, Lanes3, Lanes3)
  let translation: Lanes3
  let focalX: Lanes
  let focalY: Lanes
  let centerX: Lanes
  let centerY: Lanes
  /// Bounds of x/z in the projection's derivative.
  let slopeX: (low: Lanes, high: Lanes)
  /// The same for y/z.
  let slopeY: (low: Lanes, high: Lanes)

  init(_ camera: RasterizerCamera) {
    let (a, b, c) = camera.worldToCamera
    rows = (Lanes3(a), Lanes3(b), Lanes3(c))
    translation = Lanes3(Lanes(a.w), Lanes(b.w), Lanes(c.w))
    focalX = Lanes(camera.focalLength.x)
    focalY = Lanes(camera.focalLength.y)
    centerX = Lanes(camera.principalPoint.x)
    centerY = Lanes(camera.principalPoint.y)
    let (low, high) = camera.slopeLimits
    slopeX = (Lanes(low.x), Lanes(high.x))
    slopeY = (Lanes(low.y), Lanes(high.y))
  }
}
