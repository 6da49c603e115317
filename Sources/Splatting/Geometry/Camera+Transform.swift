extension Camera {
  /// The camera that sees the world after `transform` as this one sees it before; depths change with the scale.
  public func transformed(by transform: SimilarityTransform) -> Camera {
    let rotation = worldToCamera.rotation * transform.rotation.transposed
    var camera = self
    camera.worldToCamera = RigidTransform(
      rotation: rotation, translation: -(rotation * (transform * position)))
    return camera
  }
}
