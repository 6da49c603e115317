/// Which frames of a video a hand is fitted in: those that show it, and short gaps between them.
struct HandFrames {
  /// Frames of the video, rising.
  let frames: [Int]
  /// Whether each of them shows the hand.
  let isSeen: [Bool]

  /// Takes the frames where `seen` is true and gaps of at most `maximumGap` frames between them.
  init(seen: [Bool], maximumGap: Int) {
    var frames: [Int] = []
    for frame in seen.indices where seen[frame] {
      if let last = frames.last, frame - last - 1 <= maximumGap { frames += last + 1..<frame }
      frames.append(frame)
    }
    self.frames = frames
    isSeen = frames.map { seen[$0] }
  }

  /// Of each three neighbours among ``frames``: 1 where they follow each other in the video, else 0.
  var triples: [Float] {
    guard frames.count > 2 else { return [] }
    return (1..<frames.count - 1).map { frames[$0 + 1] - frames[$0 - 1] == 2 ? 1 : 0 }
  }

  /// For each frame the seen frames before and after it (itself where it is seen), as places in ``frames``, and how
  /// far it is on the way.
  var neighbors: [(before: Int, after: Int, share: Float)] {
    // The first and the last frame are seen.
    let seen = isSeen.indices.filter { isSeen[$0] }
    var next = 0
    return frames.indices.map { place in
      if isSeen[place] {
        next += 1
        return (place, place, 0)
      }
      let (before, after) = (seen[next - 1], seen[next])
      return (before, after, Float(place - before) / Float(after - before))
    }
  }
}
