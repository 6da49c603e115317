import Tensors

extension HandModel {
  /// The model with every triangle cut in four at the middle of its edges, `times` times.
  ///
  /// New vertices come after those there are, with the mean of their edge's ends in everything: place, blend shapes,
  /// skinning weights. The joints stay as they are: the regressor does not use new vertices.
  public func subdivided(_ times: Int = 1) -> HandModel {
    (0..<times).reduce(self) { model, _ in model.subdividedOnce() }
  }

  private func subdividedOnce() -> HandModel {
    let cut = TriangleSubdivision(faces, vertexCount: vertexCount)
    let added = Tensor.zeros([16, cut.edges.count], jointRegressor.dtype, device: jointRegressor.device)
    return HandModel(
      side: side, template: cut.interpolated(template), faces: cut.faces,
      shapeDirections: cut.interpolated(shapeDirections),
      poseDirections: poseDirections.map(cut.interpolated),
      jointRegressor: .concatenated([jointRegressor, added], dimension: 1),
      skinningWeights: cut.interpolated(skinningWeights), poseComponents: poseComponents, poseMean: poseMean,
      fingertips: fingertips, textureCoordinates: textureCoordinates?.subdivided())
  }
}

extension TextureCoordinates {
  /// Every triangle cut in four at the middle of its edges, in the order of ``HandModel/subdivided(_:)``.
  fileprivate func subdivided() -> TextureCoordinates {
    let cut = TriangleSubdivision(faces, vertexCount: coordinates.count)
    let middles = cut.edges.map { (coordinates[Int($0.x)] + coordinates[Int($0.y)]) / 2 }
    return TextureCoordinates(coordinates: coordinates + middles, faces: cut.faces)
  }
}
