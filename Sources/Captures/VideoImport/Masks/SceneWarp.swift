/// Where a frame's places of the scene are in another frame.
enum SceneWarp: Sendable {
  /// Where they are: the camera stands still.
  case identity
  /// As the scene's distances and both cameras say.
  case parallax(SceneParallax)

  /// Where a place goes, pixels.
  func applied(to place: SIMD2<Float>) -> SIMD2<Float> {
    switch self {
    case .identity: place
    case .parallax(let parallax): parallax.applied(to: place)
    }
  }
}
