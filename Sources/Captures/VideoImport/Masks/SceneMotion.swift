/// How the scene moves in the pictures of a video: not at all, for a camera that stands still, else as its distances and
/// the cameras say.
struct SceneMotion: Sendable {
  /// Whether the camera stands still.
  let isStill: Bool
  /// The frames' cameras, and how far the scene is in each; empty for a camera that stands still.
  private let views: [SceneView]
  private let depths: [SceneDepth]
  private let neighbors: SceneNeighbors?

  /// The scene of a camera that stands still.
  static let still = SceneMotion(isStill: true, views: [], depths: [], neighbors: nil)

  private init(isStill: Bool, views: [SceneView], depths: [SceneDepth], neighbors: SceneNeighbors?) {
    self.isStill = isStill
    self.views = views
    self.depths = depths
    self.neighbors = neighbors
  }

  /// The scene of a camera that moves.
  ///
  /// - Parameters:
  ///   - distances: The nearest and the farthest part of the scene.
  ///   - fronts: Of each frame, which pixels something may be in front of.
  init(_ video: WorkingVideo, views: [SceneView], distances: ClosedRange<Float>, fronts: [[Bool]]) {
    let range = 1 / distances.upperBound...1 / distances.lowerBound
    let neighbors = SceneNeighbors(views, distance: 2 / (range.lowerBound + range.upperBound))
    let sweep = DepthSweep(video, views: views, neighbors: neighbors, range: range, fronts: fronts)
    let depths = concurrentMap(Array(views.indices)) { sweep.depth($0) }
    self.init(isStill: false, views: views, depths: depths, neighbors: neighbors)
  }

  /// Where a frame's places are in another.
  func warp(from: Int, to: Int) -> SceneWarp {
    isStill ? .identity : .parallax(SceneParallax(from: views[from], to: views[to], depth: depths[from]))
  }

  /// The frames that show what is behind a frame; all for a camera that stands still.
  func neighbors(of frame: Int, count: Int) -> [Int] { neighbors?.frames[frame] ?? Array(0..<count) }
}
