import Tensors

extension HandModel {
  /// A model with the same 21 joints that has hardly any other vertices: its vertices are the 16 joints at rest and the
  /// five fingertips.
  ///
  /// It poses many times faster.
  func keypoints() -> HandModel {
    let tips = Tensor(fingertips.map(Int64.init)).to(template.device)
    func reduced(_ values: Tensor) -> Tensor {
      let flat = values.reshaped([vertexCount, -1])
      return Tensor.concatenated([jointRegressor.matmul(flat), flat.selecting(tips)])
        .reshaped([21] + values.shape.dropFirst())
    }
    let joints = Tensor.identity(16, template.dtype, device: template.device)
    let nothing = Tensor.zeros([16, 5], template.dtype, device: template.device)
    // Correctives move the tips; joints do not depend on them.
    let correctives = poseDirections.map { directions in
      Tensor.concatenated([
        Tensor.zeros([16, 3, 135], template.dtype, device: template.device), directions.selecting(tips),
      ])
    }
    return HandModel(
      side: side, template: reduced(template), faces: [], shapeDirections: reduced(shapeDirections),
      poseDirections: correctives, jointRegressor: .concatenated([joints, nothing], dimension: 1),
      skinningWeights: .concatenated([joints, skinningWeights.selecting(tips)]),
      poseComponents: poseComponents, poseMean: poseMean, fingertips: Array(16..<21))
  }
}
