/// Which frames of a moving camera show what another shows, from elsewhere or at another time.
struct SceneNeighbors: Sendable {
  /// For each frame others in order.
  let frames: [[Int]]

  /// Frames that have to show a pixel of the scene.
  static let least = 3
  private static let (most, candidates) = (12, 48)
  /// Least share of a frame's places that another has to show.
  private static let leastShare: Float = 0.5

  /// Chosen evenly over all the video from the frames that show enough of a frame.
  ///
  /// - Parameter distance: How far away most of the scene is.
  init(_ views: [SceneView], distance: Float) {
    let step = max(1, views.count / Self.candidates)
    let all = Array(stride(from: 0, to: views.count, by: step))
    frames = concurrentMap(Array(views.indices)) { frame in
      let good = all.filter {
        $0 != frame && Self.share(views[frame], views[$0], distance) >= Self.leastShare
      }
      guard good.count > Self.most else { return good }
      return (0..<Self.most).map { good[$0 * (good.count - 1) / (Self.most - 1)] }
    }
  }

  /// The share of a frame's places that another sees.
  private static func share(_ from: SceneView, _ to: SceneView, _ distance: Float) -> Float {
    let size = from.optics.size
    var (seen, total): (Float, Float) = (0, 0)
    for row in stride(from: size.height / 16, to: size.height, by: max(size.height / 8, 1)) {
      for column in stride(from: size.width / 16, to: size.width, by: max(size.width / 8, 1)) {
        let ray = from.optics.directions[row * size.width + column]
        let place = to.toCamera(from.toWorld(SIMD3(ray.x, ray.y, 1) * distance))
        let pixel = to.optics.pixel(place)
        total += 1
        if place.z > 0, pixel.x >= 0, pixel.y >= 0, pixel.x < Float(to.optics.size.width),
          pixel.y < Float(to.optics.size.height)
        {
          seen += 1
        }
      }
    }
    return seen / max(total, 1)
  }
}
