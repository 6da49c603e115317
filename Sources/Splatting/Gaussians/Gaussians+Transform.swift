import Tensors

extension Gaussians {
  /// The Gaussians moved, turned and scaled as a whole; their colours turn with them.
  ///
  /// - Parameter transform: with a positive scale.
  public func transformed(by transform: SimilarityTransform) -> Gaussians {
    var result = self
    let turn = transform.rotation
    if turn != .identity {
      let matrix = Tensor(turn.elements, shape: [3, 3], device: means.device).to(means.dtype)
      result.means = means.matmul(matrix.transposed())
      let rotation = UnitQuaternion(turn)
      result.rotations = rotations.turned(by: rotation)
      let used = harmonics[.all, .to(SphericalHarmonics.count(degree: degree))]
      result.harmonics = HarmonicsRotation(turn, degree: degree).applied(to: used)
    }
    if transform.scale != 1 {
      result.means = result.means * transform.scale
      result.scales = scales * transform.scale
    }
    if transform.translation != .zero {
      let offset = transform.translation
      result.means =
        result.means + Tensor([offset.x, offset.y, offset.z], device: means.device).to(means.dtype)
    }
    return result
  }
}

extension Tensor {
  /// Quaternions `[N, 4]` (w, x, y, z) after a further rotation: its quaternion times theirs.
  fileprivate func turned(by rotation: UnitQuaternion) -> Tensor {
    let (w, x, y, z) = (rotation.w, rotation.vector.x, rotation.vector.y, rotation.vector.z)
    let product = [w, -x, -y, -z, x, w, -z, y, y, z, w, -x, z, -y, x, w]
    return matmul(Tensor(product, shape: [4, 4], device: device).to(dtype).transposed())
  }
}
