import Tensors

extension HandRig {
  /// The rig of a tracked hand; none where it is never seen.
  ///
  /// It is that of the model in `models` that the track was posed with, which is told by the track's parameters, its
  /// number of vertices and its triangles. Else it is found from how the vertices move (``HandRigFit``).
  public init?(of track: HandTrack, models: HandModels?) {
    if let model = models?[track.side], let parameters = track.parameters,
      model.vertexCount == track.vertices.first?.count, model.faces == track.faces,
      parameters.shape.count <= model.shapeCount, parameters.shape.allSatisfy(\.isFinite)
    {
      self.init(model, shape: parameters.shape)
    } else {
      guard let fit = HandRigFit(track) else { return nil }
      self = fit.rig(side: track.side, faces: track.faces)
    }
  }

  /// The skin of a model of a shape; the model's pose correctives are left out.
  public init(_ model: HandModel, shape: [Float]) {
    let coefficients = Tensor(shape).to(model.template.dtype).to(model.template.device)
    let (vertices, joints) = withoutGradients {
      (model.shapedVertices(coefficients).floats(), model.restJoints(coefficients).floats())
    }
    let weights = model.skinningWeights.floats()
    func points(_ values: [Float]) -> [SIMD3<Float>] {
      stride(from: 0, to: values.count, by: 3).map { [values[$0], values[$0 + 1], values[$0 + 2]] }
    }
    self.init(
      side: model.side, origin: .model, vertices: points(vertices),
      joints: points(joints).map { SIMD3<Double>($0) }, faces: model.faces,
      weights: stride(from: 0, to: weights.count, by: 16).map { Array(weights[$0..<$0 + 16]) })
  }
}
