import Tensors

extension HandModel {
  /// Rotation matrices `[B, 16, 3, 3]` from axis times angle of all joints, `[B, 48]`, the wrist's first.
  ///
  /// - Parameter flatHandMean: whether the pose counts from the flat hand; else the model's mean pose is added, as
  ///   MANO's own `flat_hand_mean=False` does.
  public func rotations(axisAngle: Tensor, flatHandMean: Bool) -> Tensor {
    let pose = flatHandMean ? axisAngle : axisAngle + fullMean(axisAngle)
    return Rotations.matrices(axisAngle: pose.reshaped([-1, 16, 3]))
  }

  /// Rotation matrices `[B, 16, 3, 3]` from six numbers a joint, `[B, 96]` (Zhou and others 2019).
  public func rotations(sixD: Tensor) -> Tensor { Rotations.matrices(sixD: sixD.reshaped([-1, 16, 6])) }

  /// Rotation matrices `[B, 16, 3, 3]` from the wrist's axis times angle and principal components of the fingers.
  ///
  /// - Parameters:
  ///   - wrist: `[B, 3]`.
  ///   - components: coefficients of the first of ``poseComponents``, `[B, n]`, n up to 45.
  ///   - flatHandMean: as in ``rotations(axisAngle:flatHandMean:)``.
  public func rotations(wrist: Tensor, components: Tensor, flatHandMean: Bool) -> Tensor {
    let fingers = fingerPose(components: components)
    return rotations(axisAngle: .concatenated([wrist, fingers], dimension: -1), flatHandMean: flatHandMean)
  }

  /// The axis-angle pose `[B, 45]` of the fingers that has these coefficients `[B, n]`, without the mean pose.
  public func fingerPose(components: Tensor) -> Tensor {
    let count = components.size(-1)
    precondition(count <= 45, "there are 45 pose components, not \(count)")
    return components.matmul(poseComponents[.to(count)])
  }

  /// The coefficients `[B, n]` of a finger pose `[B, 45]` without the mean pose; all 45 give it back.
  ///
  /// The components are orthonormal in MANO and in the free hand.
  public func components(fingerPose: Tensor, count: Int = 45) -> Tensor {
    fingerPose.matmul(poseComponents[.to(count)].transposed())
  }

  /// The mean pose with a wrist at rest before it, `[48]`, of the type and device of `pose`.
  private func fullMean(_ pose: Tensor) -> Tensor {
    .concatenated([Tensor.zeros([3], pose.dtype, device: pose.device), poseMean])
  }
}
