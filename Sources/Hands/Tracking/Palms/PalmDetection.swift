/// A palm that the detector found.
struct PalmDetection: Sendable, Equatable {
  /// The key points that tell a palm's direction.
  static let wrist = 0
  static let middleKnuckle = 2

  /// How surely it is a palm, 0...1.
  var score: Float
  /// Around the palm, without the fingers; pixels.
  var box: PixelBox
  /// Wrist, the knuckles of index, middle, ring and little finger, and two points of the thumb's base; pixels.
  var keyPoints: [SIMD2<Float>]

  /// One palm in place of `palms` that are the same: their mean, weighed by their scores, with the first one's score.
  init(merging palms: [PalmDetection]) {
    let total = palms.reduce(0) { $0 + $1.score }
    func mean(_ value: (PalmDetection) -> SIMD2<Float>) -> SIMD2<Float> {
      palms.reduce(SIMD2<Float>.zero) { $0 + $1.score * value($1) } / total
    }
    score = palms[0].score
    box = PixelBox(low: mean(\.box.low), high: mean(\.box.high))
    keyPoints = palms[0].keyPoints.indices.map { index in mean { $0.keyPoints[index] } }
  }

  init(score: Float, box: PixelBox, keyPoints: [SIMD2<Float>]) {
    self.score = score
    self.box = box
    self.keyPoints = keyPoints
  }

  /// The palms without repetitions, surest first: each with all that overlap it by more than `threshold` becomes
  /// one (MediaPipe's weighted non-maximum suppression).
  static func merged(_ palms: [PalmDetection], threshold: Float) -> [PalmDetection] {
    var rest = palms.sorted { $0.score > $1.score }[...]
    var merged: [PalmDetection] = []
    while let best = rest.popFirst() {
      let same = rest.filter { $0.box.overlap(best.box) > threshold }
      merged.append(PalmDetection(merging: [best] + same))
      rest.removeAll { $0.box.overlap(best.box) > threshold }
    }
    return merged
  }
}
