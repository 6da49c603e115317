/// Means over square windows of a plane of numbers, in time that does not grow with the window.
struct BoxFilter: Sendable {
  let width: Int
  let height: Int
  let radius: Int

  /// The mean around each place; at the borders over the part of the window that is inside.
  func means(_ values: [Float]) -> [Float] { columns(rows(values)) }

  private func rows(_ values: [Float]) -> [Float] {
    var result = [Float](repeating: 0, count: values.count)
    values.withUnsafeBufferPointer { values in
      result.withUnsafeMutableBufferPointer { result in
        for row in 0..<height {
          let start = row * width
          var sum: Float = 0
          for column in 0..<min(radius, width) { sum += values[start + column] }
          for column in 0..<width {
            if column + radius < width { sum += values[start + column + radius] }
            if column > radius { sum -= values[start + column - radius - 1] }
            let count = min(width - 1, column + radius) - max(0, column - radius) + 1
            result[start + column] = sum / Float(count)
          }
        }
      }
    }
    return result
  }

  private func columns(_ values: [Float]) -> [Float] {
    var result = [Float](repeating: 0, count: values.count)
    var sums = [Float](repeating: 0, count: width)
    values.withUnsafeBufferPointer { values in
      result.withUnsafeMutableBufferPointer { result in
        sums.withUnsafeMutableBufferPointer { sums in
          for row in 0..<min(radius, height) {
            for column in 0..<width { sums[column] += values[row * width + column] }
          }
          for row in 0..<height {
            let (entering, leaving) = (row + radius, row - radius - 1)
            if entering < height {
              for column in 0..<width { sums[column] += values[entering * width + column] }
            }
            if leaving >= 0 {
              for column in 0..<width { sums[column] -= values[leaving * width + column] }
            }
            let count = min(height - 1, row + radius) - max(0, row - radius) + 1
            let scale = 1 / Float(count)
            for column in 0..<width { result[row * width + column] = sums[column] * scale }
          }
        }
      }
    }
    return result
  }
}
