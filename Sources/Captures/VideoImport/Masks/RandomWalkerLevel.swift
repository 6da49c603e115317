import Foundation

/// The equations at one size of the image.
struct RandomWalkerLevel: Sendable {
  let width: Int
  let height: Int
  /// Weights between a pixel and the one to its right, and the one below it; 0 at the borders.
  private let right: [Float]
  private let below: [Float]

  var count: Int { width * height }

  /// Least weight, so that what no evidence reaches is still defined.
  private static let leastWeight: Float = 0.002

  init(_ image: WorkingImage) {
    (width, height) = (image.width, image.height)
    let (width, height) = (width, height)
    var right = [Float](repeating: 0, count: width * height)
    var below = right
    image.pixels.withUnsafeBufferPointer { pixels in
      func difference(_ a: Int, _ b: Int) -> Float {
        let d = SIMD4<Float>(pixels[a]) - SIMD4<Float>(pixels[b])
        return (d * d * SIMD4(1, 3, 3, 0)).sum()
      }
      var sum: Float = 0
      for row in 0..<height {
        for column in 0..<width {
          let index = row * width + column
          if column + 1 < width { right[index] = difference(index, index + 1) }
          if row + 1 < height { below[index] = difference(index, index + width) }
          sum += right[index] + below[index]
        }
      }
      // As in GrabCut (Rother et al. 2004): twice the mean squared difference sets the scale of contrasts.
      let scale = 1 / max(2 * sum / Float(2 * width * height), 150)
      for row in 0..<height {
        for column in 0..<width {
          let index = row * width + column
          right[index] = column + 1 < width ? exp(-right[index] * scale) + Self.leastWeight : 0
          below[index] = row + 1 < height ? exp(-below[index] * scale) + Self.leastWeight : 0
        }
      }
    }
    self.right = right
    self.below = below
  }

  /// Sums of four pixels each of a level twice as large.
  func gathered(_ values: [Float], from finer: RandomWalkerLevel) -> [Float] {
    var result = [Float](repeating: 0, count: count)
    for row in 0..<height {
      for column in 0..<width {
        let start = 2 * row * finer.width + 2 * column
        let (next, under) = (finer.width > 1 ? 1 : 0, finer.height > 1 ? finer.width : 0)
        result[row * width + column] =
          values[start] + values[start + next] + values[start + under] + values[start + under + next]
      }
    }
    return result
  }

  /// A coarser level's values, each for the pixels that it stands for.
  func enlarged(_ values: [Float], from coarser: RandomWalkerLevel) -> [Float] {
    var result = [Float](repeating: 0, count: count)
    for row in 0..<height {
      let source = min(row / 2, coarser.height - 1) * coarser.width
      for column in 0..<width {
        result[row * width + column] = values[source + min(column / 2, coarser.width - 1)]
      }
    }
    return result
  }

  /// Conjugate gradients, preconditioned by the diagonal.
  func solve(_ solution: inout [Float], right rightSide: [Float], strengths: [Float], iterations: Int) {
    let diagonal = diagonal(strengths)
    var residual = applied(solution, diagonal)
    for i in 0..<count { residual[i] = rightSide[i] - residual[i] }
    var z = residual
    for i in 0..<count { z[i] /= diagonal[i] }
    var direction = z
    var rho = dot(residual, z)
    for _ in 0..<iterations where rho > 1e-9 {
      let image = applied(direction, diagonal)
      let step = rho / max(dot(direction, image), .leastNormalMagnitude)
      for i in 0..<count {
        solution[i] += step * direction[i]
        residual[i] -= step * image[i]
        z[i] = residual[i] / diagonal[i]
      }
      let next = dot(residual, z)
      let ratio = next / rho
      for i in 0..<count { direction[i] = z[i] + ratio * direction[i] }
      rho = next
    }
  }

  private func dot(_ a: [Float], _ b: [Float]) -> Float {
    var sum: Float = 0
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        var parts = SIMD8<Float>.zero
        let whole = a.count / 8 * 8
        for start in stride(from: 0, to: whole, by: 8) {
          var (x, y) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
          for lane in 0..<8 {
            x[lane] = a[start + lane]
            y[lane] = b[start + lane]
          }
          parts += x * y
        }
        sum = parts.sum()
        for index in whole..<a.count { sum += a[index] * b[index] }
      }
    }
    return sum
  }

  private func diagonal(_ strengths: [Float]) -> [Float] {
    var diagonal = strengths
    for row in 0..<height {
      for column in 0..<width {
        let index = row * width + column
        diagonal[index] += right[index] + below[index] + 1e-6
        if column > 0 { diagonal[index] += right[index - 1] }
        if row > 0 { diagonal[index] += below[index - width] }
      }
    }
    return diagonal
  }

  /// The matrix times a vector.
  private func applied(_ values: [Float], _ diagonal: [Float]) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { result, initialized in
      values.withUnsafeBufferPointer { x in
        right.withUnsafeBufferPointer { right in
          below.withUnsafeBufferPointer { below in
            diagonal.withUnsafeBufferPointer { diagonal in
              for row in 0..<height {
                let start = row * width
                for i in start..<(start + width) { result[i] = diagonal[i] * x[i] }
                for i in start..<(start + width - 1) { result[i] -= right[i] * x[i + 1] }
                for i in (start + 1)..<max(start + 1, start + width) { result[i] -= right[i - 1] * x[i - 1] }
                if row + 1 < height {
                  for i in start..<(start + width) { result[i] -= below[i] * x[i + width] }
                }
                if row > 0 {
                  for i in start..<(start + width) { result[i] -= below[i - width] * x[i - width] }
                }
              }
            }
          }
        }
      }
      initialized = count
    }
  }
}
