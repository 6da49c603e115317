import Foundation

/// Carries beliefs from a frame of a video to a neighbour: along the flow, and for a camera that stands still from where
/// nothing has changed.
struct Transport: Sendable {
  let video: WorkingVideo
  let flow: VideoFlow
  /// Whether the camera stands still, so that what has not changed has not moved.
  let cameraIsStill: Bool

  /// Pixels around the flow's place that are looked at, on each side.
  private static let reach = 2
  /// Differences below which nothing has changed, in units of noise.
  private static let stillness: Float = 2

  /// For each pixel of a frame where it was in a neighbour.
  struct Sources: Sendable {
    fileprivate var offsets: [SIMD2<Int8>]
    /// How well it is met there, 0...255.
    fileprivate var trust: [UInt8]
    fileprivate let width: Int

    /// The neighbour's votes, -1...1, each where its pixel is now, in 127ths.
    func carried(_ votes: [Float]) -> [Int8] {
      offsets.indices.map { index in
        let source = index + Int(offsets[index].y) * width + Int(offsets[index].x)
        return Int8(votes[source] * Float(trust[index]) / 255 * 127)
      }
    }
  }

  /// Where pixels of frame `target` are in `source`, the frame before or after it.
  func sources(of target: Int, in source: Int) -> Sources {
    let (a, b) = (video.images[target], video.images[source])
    let there = flow.field(from: target, to: source)
    let back = flow.field(from: source, to: target)
    let still = BoxFilter(width: a.width, height: a.height, radius: 1).means(video.differences(a, b))
    var sources = Sources(
      offsets: Array(repeating: .zero, count: a.count), trust: Array(repeating: 255, count: a.count),
      width: a.width)
    for index in 0..<a.count where !(cameraIsStill && still[index] < Self.stillness) {
      let place = a.place(index)
      let vector = there.vector(atDouble: place)
      var best = match(a, b, index, vector)
      // Standing still has a claim of its own, the weaker the more has changed.
      if cameraIsStill, still[index] < best.difference { best = (still[index], 0, 0) }
      sources.offsets[index] = SIMD2(Int8(clamping: best.x), Int8(clamping: best.y))
      // What is hidden in the source is met by chance: the way back leads elsewhere.
      let offset = SIMD2(Float(sources.offsets[index].x), Float(sources.offsets[index].y))
      let miss = offset + back.vector(atDouble: place + offset)
      let slack = 1.5 + 0.1 * (vector * vector).sum().squareRoot()
      let trust = exp(
        -best.difference * best.difference / 32 - (miss * miss).sum() / (2 * slack * slack))
      sources.trust[index] = UInt8(0.9 * 255 * trust)
    }
    return sources
  }

  /// The pixel of `b` around a flow's end that is most like one of `a`.
  private func match(_ a: WorkingImage, _ b: WorkingImage, _ index: Int, _ vector: SIMD2<Float>)
    -> (difference: Float, x: Int, y: Int)
  {
    let (column, row) = (index % a.width, index / a.width)
    let limit = SIMD2<Float>(repeating: 120)
    let rounded = vector.clamped(lowerBound: -limit, upperBound: limit).rounded(.toNearestOrAwayFromZero)
    var best = (difference: Float.infinity, x: 0, y: 0)
    for dy in -Self.reach...Self.reach {
      for dx in -Self.reach...Self.reach {
        let x = min(max(column + Int(rounded.x) + dx, 0), a.width - 1)
        let y = min(max(row + Int(rounded.y) + dy, 0), a.height - 1)
        let difference =
          video.difference(a.pixels[index], b.pixels[y * a.width + x]) + 0.3 * Float(abs(dx) + abs(dy))
        if difference < best.difference { best = (difference, x - column, y - row) }
      }
    }
    return best
  }
}
