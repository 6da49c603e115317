/// Where a camera is in a scene, and how it sees it in the small pictures that masks are found in.
struct SceneView: Sendable {
  /// From the world's axes to the camera's: the rows of a rotation.
  let rotation: (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>)
  /// Where the world's origin is in the camera's frame, in the world's unit.
  let translation: SIMD3<Float>
  let optics: SceneOptics

  /// A place of the camera's frame in the world.
  func toWorld(_ place: SIMD3<Float>) -> SIMD3<Float> {
    let p = place - translation
    return rotation.0 * p.x + rotation.1 * p.y + rotation.2 * p.z
  }

  /// A place of the world in the camera's frame.
  func toCamera(_ place: SIMD3<Float>) -> SIMD3<Float> {
    SIMD3((rotation.0 * place).sum(), (rotation.1 * place).sum(), (rotation.2 * place).sum()) + translation
  }

  /// From this camera's frame to another's: columns of the rotation, and the shift.
  func change(to other: SceneView) -> ((SIMD3<Float>, SIMD3<Float>, SIMD3<Float>), SIMD3<Float>) {
    func turned(_ axis: SIMD3<Float>) -> SIMD3<Float> {
      other.toCamera(toWorld(axis)) - other.toCamera(toWorld(.zero))
    }
    return ((turned([1, 0, 0]), turned([0, 1, 0]), turned([0, 0, 1])), other.toCamera(toWorld(.zero)))
  }
}
