/// Another frame, as a plane sweep looks into it from one.
struct SweepSource: Sendable {
  /// Where the frame's pixels start.
  let start: Int
  private let turn: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>)
  private let shift: SIMD3<Float>
  private let focalLength: SIMD2<Float>
  private let principalPoint: SIMD2<Float>
  /// Where the other camera has a lens.
  private let optics: SceneOptics?

  init(from: SceneView, to: SceneView, start: Int) {
    self.start = start
    (turn, shift) = from.change(to: to)
    (focalLength, principalPoint) = (to.optics.focalLength, to.optics.principalPoint)
    optics = to.optics.shifts.isEmpty ? nil : to.optics
  }

  /// Where it sees what is in a direction at an inverse distance; outside of all pictures where it is behind.
  @inline(__always)
  func pixel(_ ray: SIMD3<Float>, _ inverse: Float) -> SIMD2<Float> {
    let place = turn.0 * ray.x + turn.1 * ray.y + turn.2 * ray.z + shift * inverse
    guard place.z > 1e-6 else { return SIMD2(-1, -1) }
    if let optics { return optics.pixel(place) }
    return SIMD2(place.x, place.y) / place.z * focalLength + principalPoint
  }
}
