import Foundation

/// A truncated signed distance on a grid, averaged over views (Curless and Levoy 1996).
///
/// What every view has behind its surfaces counts as inside, so that the surface is closed; what any view sees
/// through, as outside by as much as it is seen; what no view looks at is outside.
struct DistanceVolume {
  let lower: SIMD3<Double>
  let cell: Double
  /// Samples along each axis.
  let counts: SIMD3<Int>
  /// -1 inside to 1 outside, x fastest.
  private(set) var values: [Float]

  /// Distances beyond so many cells are cut off.
  private static let truncation = 3.0

  /// The distances that `views` see between `lower` and `upper`, sampled every `cell` metres.
  init(_ views: [FusedView], lower: SIMD3<Double>, upper: SIMD3<Double>, cell: Double) {
    let span = (upper - lower) / cell
    let counts = SIMD3(Int(span.x) + 2, Int(span.y) + 2, Int(span.z) + 2)
    let limit = Float(Self.truncation * cell)
    self.lower = lower
    self.cell = cell
    self.counts = counts
    let count = counts.x * counts.y * counts.z
    values = [Float](unsafeUninitializedCapacity: count) { values, filled in
      // Each band of slices writes its own samples alone.
      nonisolated(unsafe) let target = values
      forEachBand(rows: counts.z, bandHeight: 4) { slices in
        for z in slices {
          for y in 0..<counts.y {
            for x in 0..<counts.x {
              let point = lower + SIMD3(Double(x), Double(y), Double(z)) * cell
              target[(z * counts.y + y) * counts.x + x] = Self.distance(point, views, limit)
            }
          }
        }
      }
      filled = count
    }
  }

  private static func distance(_ point: SIMD3<Double>, _ views: [FusedView], _ limit: Float) -> Float {
    var (sum, weight) = (Float(0), Float(0))
    var isInView = false
    for view in views {
      guard let place = view.pixel(of: point) else { continue }
      isInView = true
      let depth = view.depth[place.x, place.y]
      let distance = depth > 0 ? (depth - place.depth) / limit : 1
      // Far behind a surface a view knows nothing.
      guard distance >= -1 else { continue }
      sum += min(distance, 1)
      weight += 1
    }
    guard weight == 0 else { return sum / weight }
    return isInView ? -1 : 1
  }

  /// The distance at a point, on straight lines between the samples; 1 at and beyond the border.
  func value(at point: SIMD3<Double>) -> Double {
    let place = (point - lower) / cell
    let start = SIMD3(Int(place.x.rounded(.down)), Int(place.y.rounded(.down)), Int(place.z.rounded(.down)))
    guard start.min() >= 1, start.x < counts.x - 2, start.y < counts.y - 2, start.z < counts.z - 2 else {
      return 1
    }
    let inside = place - SIMD3<Double>(start)
    var sum = 0.0
    for corner in 0..<8 {
      let step = SIMD3(corner & 1, corner >> 1 & 1, corner >> 2)
      let weights = inside * SIMD3<Double>(step) + (1 - inside) * SIMD3<Double>(1 &- step)
      let sample = start &+ step
      let value = values[(sample.z * counts.y + sample.y) * counts.x + sample.x]
      sum += weights.x * weights.y * weights.z * Double(value)
    }
    return sum
  }
}
