import Hands

/// How close one tracked hand comes to the true one.
public struct HandMetrics: Sendable, Equatable, Codable {
  /// The errors that are left after an alignment.
  public struct Errors: Sendable, Equatable, Codable {
    /// What was taken out before.
    public var alignment: HandAlignment
    /// MPJPE: the mean distance of the 21 joints to the true ones, over joints and frames, mm.
    public var joints: Double
    /// MPVPE: the same of the vertices, mm; none where the two sides have different meshes.
    public var vertices: Double?
    /// The area under the curve of the share of joints nearer than t, for t in 0...50 mm, 0...1.
    public var jointCurveArea: Double
    /// ``AccelerationError`` of the joints, mm a frame squared; none after alignments that turn the hand from frame
    /// to frame, and where no three frames in a row were compared.
    public var acceleration: Double?

    /// Puts errors together.
    public init(
      alignment: HandAlignment, joints: Double, vertices: Double?, jointCurveArea: Double,
      acceleration: Double?
    ) {
      self.alignment = alignment
      self.joints = joints
      self.vertices = vertices
      self.jointCurveArea = jointCurveArea
      self.acceleration = acceleration
    }
  }

  /// Which hand.
  public var side: HandTrack.Side
  /// Frames in all.
  public var frames: Int
  /// Frames in which both sides have the hand; all errors are means over these.
  public var compared: Int
  /// Frames in which the true hand is there and ours is not (NaN).
  public var missed: Int
  /// Frames in which ours is there and the truth does not know the hand (NaN).
  public var unknown: Int
  /// Times at which accelerations were compared: frames that are compared, and so are both neighbours.
  public var accelerations: Int
  /// Whether both sides have as many vertices, which are then taken to correspond.
  public var hasSameMesh: Bool
  /// The errors after each alignment; empty where no frame was compared.
  public var errors: [Errors]

  /// Puts figures together.
  public init(
    side: HandTrack.Side, frames: Int, compared: Int, missed: Int, unknown: Int, accelerations: Int,
    hasSameMesh: Bool, errors: [Errors]
  ) {
    self.side = side
    self.frames = frames
    self.compared = compared
    self.missed = missed
    self.unknown = unknown
    self.accelerations = accelerations
    self.hasSameMesh = hasSameMesh
    self.errors = errors
  }
}
