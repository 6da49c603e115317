/// One hand over all frames of a capture, in the world frame, metres.
///
/// NaN rows where it is not seen.
public struct HandTrack: Sendable, Equatable {
  /// Which hand.
  public enum Side: String, Sendable, Codable, CaseIterable {
    case right, left
  }

  /// Which hand.
  public var side: Side
  /// Vertices `[frame][vertex]`.
  public var vertices: [[SIMD3<Float>]]
  /// 21 joints a frame: MANO's 16 (wrist; index, middle, little, ring, thumb, three each), then the five
  /// fingertips in the same finger order.
  public var joints: [[SIMD3<Float>]]
  /// World rotations of the 16 joints a frame, nine elements each, by rows.
  public var jointRotations: [[[Float]]]
  /// Triangles of the vertices.
  public var faces: [SIMD3<Int32>]
  /// The parameters of the hand model `[frame][16 * 3]` axis-angle, shape (10), translation `[frame]`, if
  /// known.
  public var parameters: Parameters?

  /// What a hand model was asked for to give this track.
  public struct Parameters: Sendable, Equatable {
    /// Axis-angle rotations of 16 joints, a frame each: `[frame][48]`.
    public var pose: [[Float]]
    /// Ten shape coefficients.
    public var shape: [Float]
    /// Translation of the root, a frame each, metres.
    public var translation: [SIMD3<Float>]

    /// Puts parameters together.
    public init(pose: [[Float]], shape: [Float], translation: [SIMD3<Float>]) {
      self.pose = pose
      self.shape = shape
      self.translation = translation
    }
  }

  /// Puts a track together from its parts.
  public init(
    side: Side, vertices: [[SIMD3<Float>]], joints: [[SIMD3<Float>]], jointRotations: [[[Float]]],
    faces: [SIMD3<Int32>], parameters: Parameters? = nil
  ) {
    self.side = side
    self.vertices = vertices
    self.joints = joints
    self.jointRotations = jointRotations
    self.faces = faces
    self.parameters = parameters
  }
}
