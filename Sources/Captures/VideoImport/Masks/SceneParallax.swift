/// Takes places of a frame to another, by how far away the scene is there.
struct SceneParallax: Sendable {
  private let optics: (from: SceneOptics, to: SceneOptics)
  /// The scene of the first frame.
  private let depth: SceneDepth
  /// From the first camera's frame to the other's: a direction at inverse distance w goes to `turn` of it plus w `shift`.
  private let turn: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>)
  private let shift: SIMD3<Float>

  init(from: SceneView, to: SceneView, depth: SceneDepth) {
    optics = (from.optics, to.optics)
    self.depth = depth
    (turn, shift) = from.change(to: to)
  }

  func applied(to place: SIMD2<Float>) -> SIMD2<Float> {
    let (width, height) = (optics.from.size.width, optics.from.size.height)
    let limited = place.clamped(lowerBound: .zero, upperBound: SIMD2(Float(width) - 1, Float(height) - 1))
    let index = Int(limited.y) * width + Int(limited.x)
    let ray = optics.from.directions[index]
    let there =
      turn.0 * ray.x + turn.1 * ray.y + turn.2 + shift * depth.inverse(index, width: width)
    // What is behind the other camera is outside of its picture.
    return there.z > 1e-6 ? optics.to.pixel(there) : SIMD2(-1e4, -1e4)
  }
}
