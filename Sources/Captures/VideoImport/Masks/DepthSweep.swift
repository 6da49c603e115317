/// Finds how far away the scene is behind all that moves, for frames whose cameras are known.
///
/// A plane sweep (Collins 1996) over inverse distances in which the frame itself has little to say: a distance is right
/// where the frames around agree in what they see there. Where something moves in front of the scene in less than half
/// of them, what is behind it is found.
struct DepthSweep: Sendable {
  private let video: WorkingVideo
  private let views: [SceneView]
  private let neighbors: SceneNeighbors
  /// One over the farthest and the nearest distance.
  private let range: ClosedRange<Float>
  private let half: SweepImages
  private let quarter: SweepImages

  private static let steps = 80

  /// - Parameters:
  ///   - neighbors: The frames that are looked into for each frame.
  ///   - range: One over the farthest and the nearest distance.
  ///   - fronts: Of each frame, which pixels of the small picture something may be in front of.
  init(
    _ video: WorkingVideo, views: [SceneView], neighbors: SceneNeighbors, range: ClosedRange<Float>,
    fronts: [[Bool]]
  ) {
    self.video = video
    self.views = views
    self.neighbors = neighbors
    self.range = range
    let halves = concurrentMap(video.images) { $0.halved }
    half = SweepImages(halves, unit: 2, fronts: fronts, fullWidth: video.width)
    quarter = SweepImages(
      concurrentMap(halves) { $0.halved }, unit: 4, fronts: fronts, fullWidth: video.width)
  }

  /// The scene's distances in a frame.
  func depth(_ frame: Int) -> SceneDepth {
    let step = (range.upperBound - range.lowerBound) / Float(Self.steps - 1)
    let flat = [Float](repeating: range.lowerBound, count: quarter.width * quarter.height)
    let coarse = best(frame, quarter, (0..<Self.steps).map { (flat, Float($0) * step) }, radius: 2)
    // At edges of the scene the right distance is that of a place beside.
    let beside = [(0, 0), (-2, 0), (2, 0), (0, -2), (0, 2)].map { enlarged(coarse, shift: $0) }
    let offsets: [Float] = [-0.75, -0.5, -0.25, 0.25, 0.5, 0.75]
    let fine = best(frame, half, beside.map { ($0, 0) } + offsets.map { (beside[0], $0 * step) }, radius: 2)
    return SceneDepth(width: half.width, height: half.height, inverses: fine)
  }

  /// Values of quarter size at half size, moved by places of quarter size.
  private func enlarged(_ values: [Float], shift: (x: Int, y: Int)) -> [Float] {
    (0..<half.width * half.height).map { index in
      let row = min(max(index / half.width / 2 + shift.y, 0), quarter.height - 1)
      let column = min(max(index % half.width / 2 + shift.x, 0), quarter.width - 1)
      return values[row * quarter.width + column]
    }
  }

  /// Of some inverse distances, each with an offset, that with the least mean cost around each pixel.
  private func best(
    _ frame: Int, _ images: SweepImages, _ guesses: [(inverses: [Float], offset: Float)], radius: Int
  ) -> [Float] {
    let box = BoxFilter(width: images.width, height: images.height, radius: radius)
    let count = images.width * images.height
    let sources = neighbors.frames[frame].map { other in
      SweepSource(from: views[frame], to: views[other], start: other * count)
    }
    let rays = images.directions(views[frame].optics)
    var (found, least) = (guesses[0].inverses, [Float](repeating: .infinity, count: count))
    var costs = least
    for (inverses, offset) in guesses {
      images.costs(&costs, frame: frame, rays: rays, around: inverses, offset: offset, sources, video)
      let means = box.means(costs)
      for index in 0..<count where means[index] < least[index] {
        least[index] = means[index]
        found[index] = max(inverses[index] + offset, 0)
      }
    }
    return found
  }
}
