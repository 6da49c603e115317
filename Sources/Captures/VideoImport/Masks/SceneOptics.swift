import Images

/// How a camera sees directions in the small pictures: a pinhole, and what a lens moves.
struct SceneOptics: Sendable {
  let size: ImageSize
  /// Pixels of the small pictures.
  let focalLength: SIMD2<Float>
  let principalPoint: SIMD2<Float>
  /// What each pixel sees at distance 1 along the axis, row after row.
  let directions: [SIMD2<Float>]
  /// By how much the lens moves what a pinhole would show in a pixel; empty without a lens.
  ///
  /// The picture is enlarged by ``margin`` on each side.
  let shifts: [SIMD2<Float>]

  /// Pixels around the picture of which ``shifts`` are known.
  static let margin = 64

  /// Where a place of the camera's frame is seen, pixels; meaningless behind the camera.
  @inline(__always)
  func pixel(_ place: SIMD3<Float>) -> SIMD2<Float> {
    let pixel = SIMD2(place.x, place.y) / place.z * focalLength + principalPoint
    guard !shifts.isEmpty else { return pixel }
    let (width, margin) = (size.width + 2 * Self.margin, Float(Self.margin))
    // Also false where a place is not a number.
    guard pixel.x > -margin, pixel.y > -margin, pixel.x < Float(size.width) + margin,
      pixel.y < Float(size.height) + margin
    else { return pixel }
    return pixel + shifts[Int(pixel.y + margin) * width + Int(pixel.x + margin)]
  }
}
