import Captures
import Splatting
import Tensors

/// The points that the layers' Gaussians start from, in the canonical space.
struct LayerPoints {
  let capture: TrainingCapture
  let hands: TrackedHands
  let generator: RandomGenerator

  private static let viewCount = 12
  private static let handLabels: Set<FrameLabel> = [.rightHand, .leftHand]
  private static let objectLabels: Set<FrameLabel> = [.object, .secondObject]

  /// The hands' vertices, as published; and around the forearms, of which trackers know nothing, points that stay on the
  /// hands' masks when they follow the wrist.
  func hand(path: MotionPath, forearm count: Int) -> PointCloud {
    let vertices = hands.canonicalVertices
    let views = SilhouetteViews(
      capture, own: Self.handLabels, hiding: Self.objectLabels, count: Self.viewCount)
    let candidates = views.isEmpty ? [] : hands.forearmPoints(count, generator: generator)
    let points = vertices + candidates
    let evidence = views.evidence(count: points.count) { Self.places(of: points, path, $0) }
    let kept = points.indices.filter { index in
      let found = evidence[index]
      return index < vertices.count || (found.seen > 0 && found.inside * 10 >= found.seen * 8)
    }
    return PointCloud(positions: kept.map { points[$0] }, colors: kept.map { evidence[$0].color })
  }

  /// Points drawn evenly from the hands' box enlarged by `expansion`, as published.
  ///
  /// Of these masks, where there are any, leave at most `count`: those on the object's or behind the hand's in nearly every
  /// view. Where a surface is known, it is what is near to it that is left, and the surface.
  ///
  /// - Parameters:
  ///   - path: the object's motion; absent, it does not move.
  ///   - surface: points known to be on the object, in the canonical space.
  ///   - noise: the deviation of what is added to each place, metres; the published test of a bad start. Masks judge what
  ///     comes of it, and points of a surface that it is added to are drawn points like the others.
  func object(
    path: MotionPath?, count: Int, expansion: Double, noise: Double, surface: PointCloud
  ) -> PointCloud {
    let (low, high) = Self.box(hands.canonicalVertices, expansion: expansion)
    let views = SilhouetteViews(
      capture, own: Self.objectLabels, hiding: Self.handLabels, count: Self.viewCount)
    var drawn = PointCloud.random(
      views.isEmpty ? count : count * 20, from: low, to: high, generator: generator)
    var surface = surface
    if noise > 0 {
      drawn = disturbed(
        PointCloud(
          positions: surface.positions + drawn.positions, colors: surface.colors + drawn.colors), by: noise)
      surface = PointCloud()
    }
    let evidence = views.evidence(count: drawn.positions.count) { Self.places(of: drawn.positions, path, $0) }
    var kept = Self.likely(evidence)
    if !surface.positions.isEmpty {
      let near = NearestNeighbors(surface.positions).nearest(1, to: kept.map { drawn.positions[$0] })
      let limit = Self.reach * Self.reach
      kept = kept.indices.filter { near.squaredDistances[$0] < limit }.map { kept[$0] }
    }
    kept = Array(kept.prefix(max(0, count - surface.positions.count)))
    return PointCloud(
      positions: surface.positions + kept.map { drawn.positions[$0] },
      colors: surface.colors + kept.map { views.isEmpty ? drawn.colors[$0] : evidence[$0].color })
  }

  private func disturbed(_ points: PointCloud, by deviation: Double) -> PointCloud {
    let offsets = (Tensor.randomNormal([points.positions.count, 3], generator: generator) * deviation)
      .points()
    return PointCloud(positions: zip(points.positions, offsets).map { $0 + $1 }, colors: points.colors)
  }

  /// The rows of points that are on the object as far as views tell; all where masks contradict each other or there are
  /// none, as published.
  private static func likely(_ evidence: [SilhouetteViews.Evidence]) -> [Int] {
    let likely = evidence.indices.filter { index in
      let found = evidence[index]
      return found.seen > 0 && (found.inside + found.hidden) * 10 >= found.seen * 8
        && found.inside * 3 >= found.seen
    }
    return likely.count >= leastCount ? likely : Array(evidence.indices)
  }

  private static let leastCount = 60
  /// What is further from a known surface than this is not of the object, metres.
  private static let reach: Float = 0.02

  /// The scene's points without those that masks show to be of hand or object.
  func background(_ points: PointCloud) -> PointCloud {
    let moving = Self.handLabels.union(Self.objectLabels)
    let views = SilhouetteViews(capture, own: moving, hiding: [], count: Self.viewCount)
    let evidence = views.evidence(count: points.positions.count) { _ in points.positions }
    let kept = points.positions.indices.filter { evidence[$0].inside * 2 <= evidence[$0].seen }
    guard kept.count * 2 >= points.positions.count else { return points }
    return PointCloud(
      positions: kept.map { points.positions[$0] }, colors: kept.map { points.colors[$0] })
  }

  private static func places(of points: [SIMD3<Float>], _ path: MotionPath?, _ time: Double) -> [SIMD3<Float>]
  {
    guard let path else { return points }
    return withoutGradients { path.transforms(of: Tensor(points: points), at: time).positions.points() }
  }

  /// The box around `points` with its sides `expansion` times as long.
  private static func box(
    _ points: [SIMD3<Float>], expansion: Double
  ) -> (low: SIMD3<Float>, high: SIMD3<Float>) {
    let low = points.reduce(points[0]) { pointwiseMin($0, $1) }
    let high = points.reduce(points[0]) { pointwiseMax($0, $1) }
    let reach = (high - low) * Float(expansion / 2)
    let middle = (low + high) / 2
    return (middle - reach, middle + reach)
  }
}
