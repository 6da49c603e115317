import Tensors

extension HandModel {
  /// Hands in the given poses, differentiable by all three arguments (SMPL, Loper and others 2015, equations 2 to 10).
  ///
  /// The translation is added after posing about the model's own wrist joint, as MANO's users do: the wrist ends
  /// at its place at rest plus `translation`.
  /// - Parameters:
  ///   - rotations: `[B, 16, 3, 3]` against the parent joint, the wrist's against the world.
  ///   - shape: `[S]` for all or `[B, S]`; fewer coefficients than the model has leave the rest at 0.
  ///   - translation: `[B, 3]`, metres.
  public func posed(rotations: Tensor, shape: Tensor, translation: Tensor) -> PosedHands {
    let shaped = shapedVertices(shape)
    let restJoints = jointRegressor.matmul(shaped)
    let placed = joints(rotations: rotations, restJoints: restJoints, translation: translation)
    let skinning = HandSkinning(
      jointRotations: placed.rotations, joints: placed.positions, restJoints: restJoints)
    let vertices = skinning.posed(corrected(shaped, rotations: rotations), weights: skinningWeights)
    let tips = vertices.selecting(
      Tensor(fingertips.map(Int64.init)).to(vertices.device), dimension: 1)
    return PosedHands(
      vertices: vertices, joints: .concatenated([placed.positions, tips], dimension: 1),
      jointRotations: placed.rotations)
  }

  /// What moves points from rest to these poses, and back; the arguments are those of
  /// ``posed(rotations:shape:translation:)``.
  public func skinning(rotations: Tensor, shape: Tensor, translation: Tensor) -> HandSkinning {
    let restJoints = restJoints(shape)
    let placed = joints(rotations: rotations, restJoints: restJoints, translation: translation)
    return HandSkinning(
      jointRotations: placed.rotations, joints: placed.positions, restJoints: restJoints)
  }

  /// The vertices at rest of shapes `[S]` or `[B, S]`: `[1 or B, V, 3]`.
  public func shapedVertices(_ shape: Tensor) -> Tensor {
    let coefficients = shape.rank == 1 ? shape.unsqueezed(0) : shape
    let count = coefficients.size(-1)
    precondition(count <= shapeCount, "the model has \(shapeCount) shape coefficients, not \(count)")
    let directions = shapeDirections[.all, .all, .to(count)].reshaped([vertexCount * 3, count])
    let offsets = coefficients.matmul(directions.transposed())
    return template + offsets.reshaped([-1, vertexCount, 3])
  }

  /// The joints at rest of shapes `[S]` or `[B, S]`: `[1 or B, 16, 3]`.
  public func restJoints(_ shape: Tensor) -> Tensor { jointRegressor.matmul(shapedVertices(shape)) }

  /// World rotations and positions of the joints.
  private func joints(
    rotations: Tensor, restJoints: Tensor, translation: Tensor
  ) -> (rotations: Tensor, positions: Tensor) {
    let chain = KinematicChain(rotations: rotations, restJoints: restJoints)
    return (chain.rotations, chain.positions + translation.unsqueezed(1))
  }

  /// With what the pose adds to the vertices at rest: `[B, V, 3]`, or as before without correctives.
  private func corrected(_ shaped: Tensor, rotations: Tensor) -> Tensor {
    guard let poseDirections else { return shaped }
    let features = rotations[.all, .from(1)] - Tensor.identity(3, rotations.dtype, device: rotations.device)
    let directions = poseDirections.reshaped([vertexCount * 3, 135])
    let offsets = features.reshaped([-1, 135]).matmul(directions.transposed())
    return shaped + offsets.reshaped([-1, vertexCount, 3])
  }
}
