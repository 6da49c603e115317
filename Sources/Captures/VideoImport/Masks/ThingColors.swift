/// The colours of the things of a video, where they are surely seen.
struct ThingColors: Sendable {
  /// Per thing, and last for the scene, how often a colour occurs in it, of its pixels.
  private let shares: [[Float]]

  private static let leastBelief: UInt8 = 180
  /// Pixels below which a colour tells little, as a share of a thing's pixels.
  private static let least: Float = 1e-4
  /// What the scene's colours count: that something is in front is known from elsewhere, but may be a shadow.
  private static let sceneShare: Float = 0.3

  /// The colours of things that are believed in, 0...255 `[frame][thing][pixel]`, where something is in front.
  init(_ video: WorkingVideo, beliefs: [[[UInt8]]], changes: [Changes]) {
    let count = beliefs.first?.count ?? 0
    shares = concurrentMap(Array(0...count)) { thing in
      var histogram = ColorHistogram()
      for frame in video.images.indices {
        let image = video.images[frame]
        for index in stride(from: 0, to: image.count, by: 2) {
          let isSure =
            thing < count
            ? beliefs[frame][thing][index] > Self.leastBelief && changes[frame].front(index) > 0.4
            : changes[frame].front(index) < 0.1
          if isSure { histogram.add(image.pixels[index]) }
        }
      }
      let counts = histogram.smoothed()
      let total = max(counts.reduce(0, +), 1) / (thing < count ? 1 : Self.sceneShare)
      return counts.map { $0 / total }
    }
  }

  /// How much a colour speaks for each of the things, and last for the scene, against the others: shares that add up to
  /// 1, even ones where it tells nothing.
  func likelihoods(_ pixel: SIMD4<UInt8>) -> [Float] {
    let bin = ColorHistogram.bin(pixel)
    let weights = shares.map { $0[bin] + Self.least }
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }
}
