import Tensors

/// A batch of hands in their poses, in the graph of what they were asked for.
public struct PosedHands: Sendable {
  /// The skin, `[B, V, 3]`, metres.
  public let vertices: Tensor
  /// The 16 joints, then the tips of index, middle, little, ring finger and thumb, `[B, 21, 3]`, metres.
  public let joints: Tensor
  /// Rotations of the 16 joints from the rest frame to the world, `[B, 16, 3, 3]`.
  public let jointRotations: Tensor

  /// Puts a batch together.
  public init(vertices: Tensor, joints: Tensor, jointRotations: Tensor) {
    self.vertices = vertices
    self.joints = joints
    self.jointRotations = jointRotations
  }
}
