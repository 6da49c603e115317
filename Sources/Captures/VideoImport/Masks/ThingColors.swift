/// The colours of the things of a video, where they are surely seen.
struct ThingColors: Sendable {
  /// Per thing, and last for the scene, how often a colour occurs in it, of its pixels.
  private let shares: [[Float]]

  private static let leastBelief: UInt8 = 180
  /// Sure pixels that a frame has to show of a thing to count.
  private static let leastCount = 30
  /// Pixels below which a colour tells little, as a share of a thing's pixels.
  private static let least: Float = 1e-4
  /// What the scene's colours count: that something is in front is known from elsewhere, but may be a shadow.
  private static let sceneShare: Float = 0.3

  /// The colours of things that are believed in, 0...255 `[frame][thing][pixel]`, where something is in front.
  ///
  /// A thing keeps its colours: its share of one is the median over the frames that show enough of it, so that what goes
  /// along for a while, such as a sleeve, is left out.
  init(_ video: WorkingVideo, beliefs: [[[UInt8]]], changes: [Changes]) {
    let things = beliefs.first?.indices ?? 0..<0
    let frames = video.images.indices
    let own = concurrentMap(Array(things)) { thing in
      Self.medians(
        frames.compactMap { frame in
          var histogram = ColorHistogram()
          let count = Self.count(video.images[frame], in: &histogram) { index in
            beliefs[frame][thing][index] > Self.leastBelief && changes[frame].front(index) > 0.4
          }
          return count < Self.leastCount ? nil : histogram.smoothed().map { $0 / Float(count) }
        })
    }
    var scene = ColorHistogram()
    var total = 0
    for frame in frames {
      total += Self.count(video.images[frame], in: &scene) { changes[frame].front($0) < 0.1 }
    }
    shares = own + [scene.smoothed().map { $0 * Self.sceneShare / Float(max(total, 1)) }]
  }

  /// Counts every second pixel of those that are sure; returns how many there are.
  private static func count(
    _ image: WorkingImage, in histogram: inout ColorHistogram, where isSure: (Int) -> Bool
  ) -> Int {
    var count = 0
    for index in stride(from: 0, to: image.count, by: 2) where isSure(index) {
      histogram.add(image.pixels[index])
      count += 1
    }
    return count
  }

  /// Of each colour the median over some histograms; nothing where there is none.
  private static func medians(_ shares: [[Float]]) -> [Float] {
    guard let first = shares.first else { return ColorHistogram().smoothed() }
    return first.indices.map { bin in shares.map { $0[bin] }.sorted()[shares.count / 2] }
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
