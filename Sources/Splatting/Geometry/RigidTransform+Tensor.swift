import Tensors

extension RigidTransform {
  /// The transform as a matrix `[4, 4]` for column vectors, last row (0, 0, 0, 1).
  public func matrix(_ type: DType = .float32, device: Device = .cpu) -> Tensor {
    let rows = rotation.rows
    let elements = [
      rows.0.x, rows.0.y, rows.0.z, translation.x, rows.1.x, rows.1.y, rows.1.z, translation.y,
      rows.2.x, rows.2.y, rows.2.z, translation.z, 0, 0, 0, 1,
    ]
    return Tensor(elements, shape: [4, 4]).to(type).to(device)
  }
}
