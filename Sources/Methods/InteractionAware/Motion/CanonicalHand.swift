import Hands

/// A tracked hand in the canonical space, world frame of the key frame, metres.
struct CanonicalHand: Sendable {
  /// Which hand.
  var side: HandTrack.Side
  /// As of ``HandTrack``, of one frame.
  var vertices: [SIMD3<Float>]
  /// As of ``HandTrack``, of one frame.
  var joints: [SIMD3<Float>]
  /// As of ``HandTrack``, of one frame.
  var jointRotations: [[Float]]
  /// Triangles of the vertices.
  var faces: [SIMD3<Int32>]
  /// The last time before it is first seen.
  var begin: Double
  /// The first time after it is last seen.
  var end: Double

  /// Vertices and joints: what has to be moved.
  var points: [SIMD3<Float>] { vertices + joints }

  /// The hand as a track without rows.
  var emptyTrack: HandTrack {
    HandTrack(side: side, vertices: [], joints: [], jointRotations: [], faces: faces)
  }
}
