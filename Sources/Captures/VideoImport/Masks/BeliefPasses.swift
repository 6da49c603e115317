/// Spreads evidence over a video: over each frame along what looks alike, and from frame to frame both ways along what
/// moves.
struct BeliefPasses: Sendable {
  let video: WorkingVideo
  /// How beliefs come to each frame from the one before and the one after.
  private let fromBefore: [Transport.Sources?]
  private let fromAfter: [Transport.Sources?]

  /// Works out the ways between frames.
  init(_ transport: Transport) {
    video = transport.video
    let frames = Array(video.images.indices)
    fromBefore = concurrentMap(frames) { $0 > 0 ? transport.sources(of: $0, in: $0 - 1) : nil }
    fromAfter = concurrentMap(frames) {
      $0 + 1 < frames.count ? transport.sources(of: $0, in: $0 + 1) : nil
    }
  }

  /// Beliefs 0...255 `[frame][thing][pixel]` from evidence `[frame][thing]`.
  func beliefs(_ evidence: [[StoredEvidence]]) -> [[[UInt8]]] {
    let things = evidence.first?.indices ?? 0..<0
    let ways = things.flatMap { [($0, true), ($0, false)] }
    let carried = concurrentMap(ways) { thing, isForward in
      pass(evidence.map { $0[thing] }, isForward: isForward)
    }
    return concurrentMap(Array(video.images.indices)) { frame in
      let walker = RandomWalker(video.images[frame])
      return things.map { thing in
        var own = evidence[frame][thing].evidence
        own.add(carried[2 * thing][frame])
        own.add(carried[2 * thing + 1][frame])
        return walker.belief(own).map { UInt8($0 * 255) }
      }
    }
  }

  /// What comes to each frame from the frames before it, or from those after it.
  private func pass(_ evidence: [StoredEvidence], isForward: Bool) -> [[Int8]] {
    let frames = Array(video.images.indices)
    var carried = [[Int8]](repeating: [], count: frames.count)
    var previous: [Float]?
    for frame in isForward ? frames : frames.reversed() {
      var own = evidence[frame].evidence
      let sources = isForward ? fromBefore[frame] : fromAfter[frame]
      if let previous, let sources {
        carried[frame] = sources.carried(previous)
        own.add(carried[frame])
      } else {
        carried[frame] = Array(repeating: 0, count: video.pixelCount)
      }
      // What is not sure is told on the less.
      previous = RandomWalker(video.images[frame]).belief(own).map { (2 * $0 - 1) * abs(2 * $0 - 1) }
    }
    return carried
  }
}
