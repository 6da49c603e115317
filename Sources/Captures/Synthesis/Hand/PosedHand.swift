import Splatting

/// A hand in the world, as one pose has it.
public struct PosedHand: Sendable {
  /// The skin, metres, world frame.
  public var mesh: TriangleMesh
  /// 21 joints in the world frame, in the order of ``HandSkeleton/joints``.
  public var joints: [SIMD3<Float>]
  /// World rotations of the 16 joints.
  public var rotations: [Matrix3]
}
