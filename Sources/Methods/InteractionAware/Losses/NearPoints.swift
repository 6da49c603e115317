import Splatting
import Tensors

/// Those of two sets of points that may have one of the other within a distance.
///
/// They are what lies in the other's box, made larger by as much; of the rest nobody has to ask.
struct NearPoints {
  private let rows: [Int]
  private let places: [SIMD3<Float>]
  private let otherRows: [Int]
  private let otherPlaces: [SIMD3<Float>]

  /// None where there are none on a side.
  init?(_ a: Tensor, _ b: Tensor, distance: Double) {
    let (first, second) = (a.points(), b.points())
    guard let firstBox = Self.box(first, margin: distance), let secondBox = Self.box(second, margin: distance)
    else {
      return nil
    }
    rows = Self.rows(of: first, in: secondBox)
    otherRows = Self.rows(of: second, in: firstBox)
    guard !rows.isEmpty, !otherRows.isEmpty else { return nil }
    places = rows.map { first[$0] }
    otherPlaces = otherRows.map { second[$0] }
  }

  private init(rows: [Int], places: [SIMD3<Float>], otherRows: [Int], otherPlaces: [SIMD3<Float>]) {
    (self.rows, self.places, self.otherRows, self.otherPlaces) = (rows, places, otherRows, otherPlaces)
  }

  /// The same seen from the other side.
  var swapped: NearPoints {
    NearPoints(rows: otherRows, places: otherPlaces, otherRows: rows, otherPlaces: places)
  }

  /// The squared distances from those of `centres` that have one of `others` within `distance` to the nearest; none if
  /// there are none.
  func side(_ centres: Tensor, near others: Tensor, within distance: Double) -> Tensor? {
    let found = NearestNeighbors(otherPlaces).nearest(1, to: places)
    let limit = Float(distance * distance)
    let touching = places.indices.filter { found.squaredDistances[$0] < limit }
    guard !touching.isEmpty else { return nil }
    func chosen(_ tensor: Tensor, _ row: (Int) -> Int) -> Tensor {
      tensor.selecting(Tensor(touching.map { Int64(row($0)) }, device: tensor.device))
    }
    let mine = chosen(centres) { rows[$0] }
    let theirs = chosen(others) { otherRows[Int(found.indices[$0])] }
    return (mine - theirs).squared().sum([-1])
  }

  private static func box(
    _ points: [SIMD3<Float>], margin: Double
  ) -> (low: SIMD3<Float>, high: SIMD3<Float>)? {
    guard let first = points.first else { return nil }
    let margin = Float(margin)
    return (
      points.reduce(first) { pointwiseMin($0, $1) } - margin,
      points.reduce(first) { pointwiseMax($0, $1) } + margin
    )
  }

  private static func rows(
    of points: [SIMD3<Float>], in box: (low: SIMD3<Float>, high: SIMD3<Float>)
  ) -> [Int] {
    points.indices.filter { all(points[$0] .>= box.low) && all(points[$0] .<= box.high) }
  }
}
