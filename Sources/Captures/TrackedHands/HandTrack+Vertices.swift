import Hands
import Tensors

extension HandTrack {
  /// The track of hands of which only the vertices are known, in the order of `model`; frames without are NaN.
  ///
  /// Joints are the model's regression of the posed vertices, which lies within millimetres of the joints of the pose;
  /// rotations turn what a joint carries at rest to where it is (Kabsch 1976, by skinning weights). There are no
  /// parameters.
  init(vertices: [[SIMD3<Float>]?], model: HandModel) throws {
    let seen = vertices.indices.filter { vertices[$0] != nil }
    let posed = try withTensorErrors {
      withoutGradients { Self.posed(vertices.compactMap(\.self), model: model) }
    }
    let known = HandTrack(side: model.side, posed: posed, faces: model.faces)
    let unseen = SIMD3<Float>(repeating: .nan)
    self.init(
      side: model.side, vertices: vertices.map { $0 ?? Array(repeating: unseen, count: model.vertexCount) },
      joints: Array(repeating: Array(repeating: unseen, count: 21), count: vertices.count),
      jointRotations: Array(
        repeating: Array(repeating: Array(repeating: .nan, count: 9), count: 16), count: vertices.count),
      faces: model.faces)
    for (index, frame) in seen.enumerated() {
      joints[frame] = known.joints[index]
      jointRotations[frame] = known.jointRotations[index]
    }
  }

  private static func posed(_ vertices: [[SIMD3<Float>]], model: HandModel) -> PosedHands {
    let points = Tensor(
      vertices.joined().flatMap { [$0.x, $0.y, $0.z] }, shape: [vertices.count, model.vertexCount, 3]
    ).to(.float64)
    let joints = model.jointRegressor.to(.float64).matmul(points)
    let tips = points.selecting(Tensor(model.fingertips.map(Int64.init)), dimension: 1)
    return PosedHands(
      vertices: points.to(.float32), joints: .concatenated([joints, tips], dimension: 1).to(.float32),
      jointRotations: rotations(points, model: model).to(.float32))
  }

  /// The rotations `[T, 16, 3, 3]` of posed points `[T, V, 3]`: U V* of the covariances of what each joint carries, with
  /// the last direction turned round where it would mirror.
  private static func rotations(_ points: Tensor, model: HandModel) -> Tensor {
    let (count, vertexCount) = (points.size(0), model.vertexCount)
    let rest = model.template.to(.float64)
    let raw = model.skinningWeights.to(.float64)
    let weights = raw / raw.sum([0], keepDimensions: true).clamped(min: 1e-12)
    let restMeans = weights.transposed().matmul(rest)
    let means = weights.transposed().matmul(points)
    let carried = (weights.unsqueezed(-1) * rest.unsqueezed(1)).reshaped([vertexCount, 48])
    let products = points.transposed().matmul(carried).reshaped([count, 3, 16, 3]).permuted([0, 2, 1, 3])
    let covariances = products - means.unsqueezed(-1) * restMeans.unsqueezed(-2)
    let parts = covariances.reshaped([count * 16, 3, 3]).singularValues()
    let sign = parts.u.matmul(parts.vh).determinant().reshaped([-1, 1, 1])
    let ones = Tensor.ones([count * 16, 1, 2], .float64)
    let flip = Tensor.concatenated([ones, sign], dimension: -1)
    return (parts.u * flip).matmul(parts.vh).reshaped([count, 16, 3, 3])
  }
}
