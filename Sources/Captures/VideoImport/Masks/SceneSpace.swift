/// Where a moving camera is in each frame of a video, and how far away things are that it sees.
struct SceneSpace: Sendable {
  let views: [SceneView]
  /// The nearest and the farthest, in the world's unit.
  let distances: ClosedRange<Float>
}
