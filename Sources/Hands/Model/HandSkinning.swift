import Tensors

/// What moves points from a hand at rest to its poses, and back: a rigid transform a joint, blended by weights.
public struct HandSkinning: Sendable {
  /// From the rest frame to the world as each joint carries it: `[B, 16, 3, 4]`, rotation beside translation.
  public let transforms: Tensor

  /// The transforms of hands whose joints are known in the world and at rest.
  ///
  /// - Parameters:
  ///   - jointRotations: from the rest frame to the world, `[B, 16, 3, 3]`.
  ///   - joints: positions in the world, `[B, 16, 3]`.
  ///   - restJoints: positions at rest, `[16, 3]`, `[1, 16, 3]` or `[B, 16, 3]`.
  public init(jointRotations: Tensor, joints: Tensor, restJoints: Tensor) {
    let carried = jointRotations.matmul(restJoints.unsqueezed(-1))
    transforms = .concatenated([jointRotations, joints.unsqueezed(-1) - carried], dimension: -1)
  }

  /// Points at rest in the poses (linear blend skinning).
  ///
  /// - Parameters:
  ///   - points: `[N, 3]`, `[1, N, 3]` or `[B, N, 3]`.
  ///   - weights: of the 16 joints, `[N, 16]` or `[B, N, 16]`; rows sum to 1.
  /// - Returns: `[B, N, 3]`.
  public func posed(_ points: Tensor, weights: Tensor) -> Tensor {
    let (turns, shifts) = blended(weights)
    return turns.matmul(points.unsqueezed(-1)).squeezed(-1) + shifts
  }

  /// Posed points back at rest: the inverse of ``posed(_:weights:)`` with the same weights.
  ///
  /// - Parameters:
  ///   - points: `[B, N, 3]`, or `[N, 3]` for every pose.
  ///   - weights: of the 16 joints, `[N, 16]` or `[B, N, 16]`; rows sum to 1.
  /// - Returns: `[B, N, 3]`. Not finite where opposite rotations blend to a matrix without an inverse.
  public func atRest(_ points: Tensor, weights: Tensor) -> Tensor {
    let (turns, shifts) = blended(weights)
    let offsets = points - shifts
    // Cramer's rule: the rows of the inverse are cross products of the columns over the determinant.
    let (a, b, c) = (turns[.ellipsis, .at(0)], turns[.ellipsis, .at(1)], turns[.ellipsis, .at(2)])
    let normals = Tensor.stacked([b.cross(c), c.cross(a), a.cross(b)], dimension: -2)
    let determinant = (a * b.cross(c)).sum([-1], keepDimensions: true)
    return normals.matmul(offsets.unsqueezed(-1)).squeezed(-1) / determinant
  }

  /// The blended matrices `[B, N, 3, 3]` and translations `[B, N, 3]` of points with these weights.
  public func blended(_ weights: Tensor) -> (turns: Tensor, shifts: Tensor) {
    let batch = transforms.size(0)
    let blended = weights.matmul(transforms.reshaped([batch, 16, 12])).reshaped([batch, -1, 3, 4])
    return (blended[.ellipsis, .to(3)], blended[.ellipsis, .at(3)])
  }
}
