import Splatting

/// How large a scene is, from where its cameras stand and what they see.
struct SceneExtent {
  /// A length in metres by which learning rates and sizes of Gaussians are measured.
  let radius: Double

  /// 1.1 times the largest distance of a camera from their mean, as published for captures that go around their
  /// subject, or half the median distance of the points from the cameras where that is larger: a head that hardly
  /// moves says nothing of the scene's size.
  init(cameras: [Camera], points: PointCloud) {
    let positions = cameras.map(\.position)
    let centre = positions.reduce(.zero, +) / Double(max(positions.count, 1))
    let spread = 1.1 * (positions.map { length($0 - centre) }.max() ?? 0)
    let distances = points.positions.map { length(SIMD3<Double>($0) - centre) }.sorted()
    let distance = distances.isEmpty ? 0 : distances[distances.count / 2]
    let radius = max(spread, distance / 2)
    self.radius = radius > 0 ? radius : 1
  }
}
