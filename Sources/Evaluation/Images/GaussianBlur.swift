import Foundation

/// A separable Gaussian filter for planes of one size, with borders mirrored (the edge pixel is repeated).
struct GaussianBlur {
  private let weights: [Double]
  private let radius: Int
  private let width: Int
  private let height: Int

  /// `width` and `height` must be larger than `radius`.
  init(sigma: Double, radius: Int, width: Int, height: Int) {
    let bell = (-radius...radius).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
    let total = bell.reduce(0, +)
    weights = bell.map { $0 / total }
    (self.radius, self.width, self.height) = (radius, width, height)
  }

  /// Filters `plane`, row by row of `width` values.
  func callAsFunction(_ plane: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: plane.count)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: width + 2 * radius) { row in
      plane.withUnsafeBufferPointer { plane in
        result.withUnsafeMutableBufferPointer { result in
          for y in 0..<height {
            sumColumns(plane, y, into: row)
            mirrorBorders(of: row)
            sumRow(row, into: UnsafeMutableBufferPointer(rebasing: result[y * width..<(y + 1) * width]))
          }
        }
      }
    }
    return result
  }

  /// The weighted sum of the rows around `y`, written to the middle of `row`.
  private func sumColumns(
    _ plane: UnsafeBufferPointer<Double>, _ y: Int, into row: UnsafeMutableBufferPointer<Double>
  ) {
    row.initialize(repeating: 0)
    for tap in weights.indices {
      let start = mirrored(y + tap - radius, height) * width
      let weight = weights[tap]
      for x in 0..<width { row[radius + x] += weight * plane[start + x] }
    }
  }

  private func mirrorBorders(of row: UnsafeMutableBufferPointer<Double>) {
    for x in 0..<radius {
      row[x] = row[radius + mirrored(x - radius, width)]
      row[radius + width + x] = row[radius + mirrored(width + x, width)]
    }
  }

  private func sumRow(
    _ row: UnsafeMutableBufferPointer<Double>, into result: UnsafeMutableBufferPointer<Double>
  ) {
    for tap in weights.indices {
      let weight = weights[tap]
      for x in 0..<width { result[x] += weight * row[x + tap] }
    }
  }

  /// The place inside 0..<count that `place`, at most `count` outside, mirrors.
  private func mirrored(_ place: Int, _ count: Int) -> Int {
    place < 0 ? -place - 1 : place >= count ? 2 * count - 1 - place : place
  }
}
