import Foundation

/// A Gaussian filter over rows.
struct Smoothing {
  /// The Gaussian's deviation in rows; 0 changes nothing.
  let deviation: Double

  /// Each row as the weighted mean of those around it; at the ends of those that there are.
  func smoothed(_ rows: [[Double]]) -> [[Double]] {
    guard deviation > 0 else { return rows }
    let reach = Int((3 * deviation).rounded(.up))
    return rows.indices.map { row in
      // As far on one side as on the other: at the ends nothing is pulled inwards.
      let side = min(reach, row, rows.count - 1 - row)
      var (sum, total) = ([Double](repeating: 0, count: rows[row].count), 0.0)
      for other in row - side...row + side {
        let weight = exp(-pow(Double(other - row) / deviation, 2) / 2)
        total += weight
        for column in sum.indices { sum[column] += weight * rows[other][column] }
      }
      return sum.map { $0 / total }
    }
  }
}
