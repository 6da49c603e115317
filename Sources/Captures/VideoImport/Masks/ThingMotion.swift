/// How a thing moves in the pictures of a video, by the flow of its own pixels.
struct ThingMotion: Sendable {
  /// From each frame to the next, where enough of the thing is seen.
  private let steps: [Similarity?]
  /// Places on the thing, a frame each.
  private let places: [[SIMD2<Float>]]

  private static let leastPlaces = 40
  private static let mostPlaces = 400
  private static let leastContrast = 12

  /// The motion of what is believed in more than 0.6, 0...255 a pixel and frame.
  init(_ video: WorkingVideo, flow: VideoFlow, beliefs: [[UInt8]]) {
    let places = concurrentMap(Array(video.images.indices)) { Self.places(video.images[$0], beliefs[$0]) }
    self.places = places
    steps = concurrentMap(Array(video.images.indices.dropLast())) { frame in
      let (from, field) = (places[frame], flow.field(from: frame, to: frame + 1))
      guard from.count >= Self.leastPlaces else { return nil }
      return Similarity(mostOf: from, to: from.map { $0 + field.vector(atDouble: $0) })
    }
  }

  /// Where the thing is and what it follows from a frame to later or earlier ones; none where too little is seen.
  func reference(_ frame: Int) -> MotionReference? {
    guard places[frame].count >= Self.leastPlaces else { return nil }
    return MotionReference(points: places[frame]) { other in
      var motion = Similarity.identity
      if other > frame {
        for step in frame..<other {
          guard let next = steps[step] else { return nil }
          motion = next.after(motion)
        }
      } else {
        for step in (other..<frame).reversed() {
          guard let back = steps[step]?.inverse else { return nil }
          motion = back.after(motion)
        }
      }
      return motion
    }
  }

  private static func places(_ image: WorkingImage, _ belief: [UInt8]) -> [SIMD2<Float>] {
    var found: [SIMD2<Float>] = []
    for row in stride(from: 2, to: image.height - 2, by: 2) {
      for column in stride(from: 2, to: image.width - 2, by: 2)
      where belief[row * image.width + column] > 153 && image.contrast(column, row, reach: 2) > leastContrast
      {
        found.append(SIMD2(Float(column) + 0.5, Float(row) + 0.5))
      }
    }
    let share = max(1, found.count / mostPlaces)
    return stride(from: 0, to: found.count, by: share).map { found[$0] }
  }
}

/// Something in a frame whose motion is known.
struct MotionReference {
  /// Places on it, pixels.
  let points: [SIMD2<Float>]
  /// How it moves from this frame to another; none where that is not known.
  let motion: (Int) -> Similarity?

  /// The middle of the places.
  var center: SIMD2<Float> { points.reduce(.zero, +) / Float(points.count) }

  /// The diagonal of the box around them, pixels.
  var length: Float {
    let box = points.reduce(points[0], pointwiseMax) - points.reduce(points[0], pointwiseMin)
    return max((box * box).sum().squareRoot(), 1)
  }
}
