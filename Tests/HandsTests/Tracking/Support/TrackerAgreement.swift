import Hands

/// How far the tracker's hands are from MediaPipe's, over a video.
struct TrackerAgreement {
  /// Of each landmark, in the image: pixels.
  private(set) var distances: [Float] = []
  /// Of each landmark's depth, pixels.
  private(set) var depthDifferences: [Float] = []
  /// Of each landmark in metres.
  private(set) var worldDistances: [Float] = []
  /// Frames in which both have the same hands, by number, place and side.
  private(set) var agreeingFrames = 0
  /// All frames.
  private(set) var frames = 0

  /// Counts a frame.
  mutating func add(_ hands: [TrackedHand], expected: [TrackerFigures.Hand]) {
    var rest = hands
    var agrees = hands.count == expected.count
    for other in expected {
      guard let nearest = rest.indices.min(by: { distance(rest[$0], other) < distance(rest[$1], other) })
      else {
        agrees = false
        break
      }
      let hand = rest.remove(at: nearest)
      agrees = agrees && hand.side == other.side && distance(hand, other) < 30
      distances += zip(hand.landmarks, other.landmarks).map { length(($0 - $1).image) }
      depthDifferences += zip(hand.landmarks, other.landmarks).map { abs($0.z - $1.z) }
      worldDistances += zip(hand.worldLandmarks, other.worldLandmarks).map { length($0 - $1) }
    }
    agreeingFrames += agrees ? 1 : 0
    frames += 1
  }

  private func distance(_ hand: TrackedHand, _ other: TrackerFigures.Hand) -> Float {
    let all = zip(hand.landmarks, other.landmarks).map { length(($0 - $1).image) }
    return all.reduce(0, +) / Float(all.count)
  }
}

/// The middle one, not a number where there is none.
func median(_ values: [Float]) -> Float { values.isEmpty ? .nan : values.sorted()[values.count / 2] }

func length<Vector: SIMD<Float>>(_ vector: Vector) -> Float { (vector * vector).sum().squareRoot() }

extension SIMD3<Float> {
  /// Without the depth.
  var image: SIMD2<Float> { SIMD2(x, y) }
}
