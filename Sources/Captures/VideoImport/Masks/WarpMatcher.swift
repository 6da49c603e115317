/// How well pixels are found again in another frame where a motion takes them, within a small search.
struct WarpMatcher: Sendable {
  let video: WorkingVideo
  /// Pixels on each side that are compared together.
  let radius: Int

  /// Places around the expected one, pixels.
  private static let offsets = (-2...2).flatMap { y in (-2...2).map { (x: $0, y: y) } }
    .filter { abs($0.x) + abs($0.y) <= 2 }
  /// Differences count up to this.
  private static let most: Float = 10
  /// What a pixel away from the expected place costs.
  private static let offsetCost: Float = 0.15

  /// The least mean difference around each pixel, in units of noise.
  func costs(
    _ image: WorkingImage, _ other: WorkingImage, _ motion: (SIMD2<Float>) -> SIMD2<Float>
  ) -> [Float] {
    let warped = warped(other, motion)
    let box = BoxFilter(width: image.width, height: image.height, radius: radius)
    var best = [Float](repeating: Self.most, count: image.count)
    var differences = best
    for offset in Self.offsets {
      compare(image, warped, offset, into: &differences)
      let means = box.means(differences)
      let cost = Self.offsetCost * Float(abs(offset.x) + abs(offset.y))
      for index in best.indices { best[index] = min(best[index], means[index] + cost) }
    }
    return best
  }

  private func warped(_ image: WorkingImage, _ motion: (SIMD2<Float>) -> SIMD2<Float>) -> [SIMD4<UInt8>] {
    let (right, bottom) = (Float(image.width - 1), Float(image.height - 1))
    return (0..<image.count).map { index in
      let place = motion(image.place(index))
      // Also where a place is not a number.
      let column = Int(min(max(place.x, 0), right).isNaN ? 0 : min(max(place.x, 0), right))
      let row = Int(min(max(place.y, 0), bottom).isNaN ? 0 : min(max(place.y, 0), bottom))
      return image.pixels[row * image.width + column]
    }
  }

  private func compare(
    _ image: WorkingImage, _ warped: [SIMD4<UInt8>], _ offset: (x: Int, y: Int),
    into differences: inout [Float]
  ) {
    let (width, height) = (image.width, image.height)
    image.pixels.withUnsafeBufferPointer { a in
      warped.withUnsafeBufferPointer { b in
        differences.withUnsafeMutableBufferPointer { differences in
          for row in 0..<height {
            let start = min(max(row + offset.y, 0), height - 1) * width
            for column in 0..<width {
              let index = row * width + column
              let other = start + min(max(column + offset.x, 0), width - 1)
              differences[index] = min(video.difference(a[index], b[other]), Self.most)
            }
          }
        }
      }
    }
  }
}
