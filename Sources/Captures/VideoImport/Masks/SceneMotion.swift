/// How the scene moves in the pictures of a video: not at all, for a camera that stands still, else by the homography
/// that most of the picture follows away from the hands.
struct SceneMotion: Sendable {
  /// Whether the camera stands still.
  let isStill: Bool
  /// From the first frame to each.
  private let fromFirst: [Homography]

  /// Pixels between places that are looked at.
  private static let step = 6
  /// Least difference of brightness across six pixels: flow is told by structure alone.
  private static let leastContrast = 16
  /// Least distance from hands, in steps of ``HandView/distances``.
  private static let leastDistance = 8

  /// The motion of a video's scene.
  init(_ video: WorkingVideo, flow: VideoFlow, hands: [[HandView?]], isStill: Bool) {
    self.isStill = isStill
    guard !isStill else {
      fromFirst = []
      return
    }
    let steps = concurrentMap(Array(video.images.indices.dropLast())) { frame in
      Self.step(video.images[frame], flow.field(from: frame, to: frame + 1), hands[frame])
    }
    fromFirst = steps.reduce(into: [.identity]) { $0.append($1.after($0[$0.count - 1])) }
  }

  /// Where a frame's places are in another.
  func warp(from: Int, to: Int) -> Homography {
    isStill ? .identity : fromFirst[to].after(fromFirst[from].inverse)
  }

  private static func step(_ image: WorkingImage, _ flow: FlowField, _ hands: [HandView?]) -> Homography {
    var (from, to): ([SIMD2<Float>], [SIMD2<Float>]) = ([], [])
    for row in stride(from: 8, to: image.height - 8, by: step) {
      for column in stride(from: 8, to: image.width - 8, by: step) {
        let index = row * image.width + column
        guard hands.allSatisfy({ ($0?.distances[index]).map { $0 > leastDistance } ?? true }),
          image.contrast(column, row, reach: 3) > leastContrast
        else { continue }
        let place = SIMD2(Float(column) + 0.5, Float(row) + 0.5)
        from.append(place)
        to.append(place + flow.vector(atDouble: place))
      }
    }
    return Homography(
      from: from, to: to, center: SIMD2(Float(image.width), Float(image.height)) / 2, scale: 0.7)
  }
}
