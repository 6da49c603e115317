/// A strip of columns and a band of rows in which two images are compared.
///
/// Row by row: the images; their window means; the similarity and its derivatives by those; and these passed through
/// the window once more, which is its own transpose, to become derivatives by the rendering. What lies between stays
/// in the cache.
struct PhotometryStrip {
  let images: PhotometryImages
  let columns: Range<Int>
  let rows: Range<Int>
  let memory: PhotometryMemory
  let filter: WindowFilter
  /// Where the gradient goes; without, only the sums are worked out.
  let gradient: PhotometryGradient?
  /// What the difference and the similarity of one element count in the gradient.
  let weights: (difference: Lanes, similarity: Lanes)

  /// The image's column that rows of the images start with.
  private var outerStart: Int { columns.lowerBound - 2 * WindowFilter.reach }
  /// The image's column that rows of derivatives start with.
  private var middleStart: Int { columns.lowerBound - WindowFilter.reach }

  /// The sums of absolute differences and of similarities over the strip; writes its gradient.
  func run() -> SIMD2<Double> {
    let reach = WindowFilter.reach
    // A block of the gradient needs `reach` more rows of derivatives on both sides; two more, and it is complete
    // with a whole block of them.
    let (above, below) = gradient == nil ? (0, 0) : (reach + 2, reach)
    var next = rows.lowerBound - above - reach
    var sums = SIMD2<Double>()
    for first in stride(
      from: rows.lowerBound - above, to: rows.upperBound + below, by: WindowFilter.blockRows)
    {
      while next < first + WindowFilter.blockRows + reach {
        sums[0] += load(next)
        next += 1
      }
      sums[1] += compare(first)
      if gradient != nil, first - reach >= rows.lowerBound { differentiate(first - reach) }
    }
    return sums
  }

  // MARK: - Images and their window means

  /// Takes a row of both images in and filters it across; gives the sum of their differences in the strip.
  private func load(_ row: Int) -> Double {
    guard (0..<images.height).contains(row) else {
      loadNothing(row)
      return 0
    }
    let (x, y) = (memory.rendered(row), memory.recorded(row))
    let present = max(0, outerStart)..<min(images.width, outerStart + memory.outerWidth)
    let start = present.lowerBound - outerStart
    images.load(row: row, present, x: x + start, y: y + start, planeStride: memory.imagePlane)
    var differences = Lanes()
    for channel in 0..<images.channels {
      let (x, y) = (x + channel * memory.imagePlane, y + channel * memory.imagePlane)
      Self.clear(x, outside: start..<start + present.count, of: memory.outerWidth)
      Self.clear(y, outside: start..<start + present.count, of: memory.outerWidth)
      filterAcross(row, channel, x, y)
      guard rows.contains(row) else { continue }
      differences += difference(x + 2 * WindowFilter.reach, y + 2 * WindowFilter.reach)
    }
    return differences.total
  }

  /// Outside the images all is zero.
  private func loadNothing(_ row: Int) {
    let offset = memory.momentOffset(row)
    for channel in 0..<images.channels {
      for map in 0..<4 {
        (memory.moments(map, channel) + offset).update(repeating: 0, count: memory.middleWidth)
      }
    }
  }

  private static func clear(_ row: UnsafeMutablePointer<Float>, outside present: Range<Int>, of width: Int) {
    row.update(repeating: 0, count: present.lowerBound)
    (row + present.upperBound).update(repeating: 0, count: width - present.upperBound)
  }

  private func filterAcross(
    _ row: Int, _ channel: Int, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>
  ) {
    let first = memory.moments(0, channel) + memory.momentOffset(row)
    let second = memory.moments(1, channel) + memory.momentOffset(row)
    let third = memory.moments(2, channel) + memory.momentOffset(row)
    let fourth = memory.moments(3, channel) + memory.momentOffset(row)
    for column in stride(from: 0, to: memory.middleWidth, by: 16) {
      let means = filter.moments(x + column, y + column)
      means.x.store(to: first + column)
      means.y.store(to: second + column)
      means.squares.store(to: third + column)
      means.product.store(to: fourth + column)
    }
  }

  private func difference(_ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>) -> Lanes {
    var sum = Lanes()
    for column in stride(from: 0, to: columns.count, by: 16) {
      let difference = Lanes(unaligned: x + column) - Lanes(unaligned: y + column)
      sum += difference.magnitudes.first(columns.count - column)
    }
    return sum
  }

  // MARK: - The similarity and its derivatives

  /// Compares the block of rows from `first` on: keeps derivatives, filtered across, and gives the sum of
  /// similarities in the strip.
  private func compare(_ first: Int) -> Double {
    let offsets = memory.offsets(around: first, width: memory.middleWidth)
    var similarities = Lanes()
    for channel in 0..<images.channels {
      derive(channel, offsets)
      for row in 0..<WindowFilter.blockRows {
        if rows.contains(first + row) { similarities += similarity(memory.derivatives(3, row: row)) }
        if gradient != nil { keepDerivatives(channel, first + row, row) }
      }
    }
    return similarities.total
  }

  /// The similarities of a block of rows and their derivatives.
  private func derive(_ channel: Int, _ offsets: UnsafePointer<Int>) {
    let (first, second) = (memory.moments(0, channel), memory.moments(1, channel))
    let (third, fourth) = (memory.moments(2, channel), memory.moments(3, channel))
    for column in stride(from: 0, to: memory.middleWidth, by: 16) {
      let x = filter.down(first + column, offsets)
      let y = filter.down(second + column, offsets)
      let squares = filter.down(third + column, offsets)
      let product = filter.down(fourth + column, offsets)
      keep(WindowSimilarity(x: x.0, y: y.0, squares: squares.0, product: product.0), row: 0, column)
      keep(WindowSimilarity(x: x.1, y: y.1, squares: squares.1, product: product.1), row: 1, column)
      keep(WindowSimilarity(x: x.2, y: y.2, squares: squares.2, product: product.2), row: 2, column)
      keep(WindowSimilarity(x: x.3, y: y.3, squares: squares.3, product: product.3), row: 3, column)
    }
  }

  @inline(__always) private func keep(_ window: WindowSimilarity, row: Int, _ column: Int) {
    window.byMean.store(to: memory.derivatives(0, row: row) + column)
    window.bySquares.store(to: memory.derivatives(1, row: row) + column)
    window.byProduct.store(to: memory.derivatives(2, row: row) + column)
    window.value.store(to: memory.derivatives(3, row: row) + column)
  }

  private func similarity(_ row: UnsafePointer<Float>) -> Lanes {
    var sum = Lanes()
    for column in stride(from: 0, to: columns.count, by: 16) {
      sum += Lanes(unaligned: row + WindowFilter.reach + column).first(columns.count - column)
    }
    return sum
  }

  /// Filters a row of derivatives across; outside the image there are no windows, and so no derivatives.
  private func keepDerivatives(_ channel: Int, _ row: Int, _ index: Int) {
    let offset = memory.filteredOffset(row)
    let present = max(0, middleStart)..<min(images.width, middleStart + memory.middleWidth)
    let local = present.lowerBound - middleStart..<present.upperBound - middleStart
    for map in 0..<3 {
      let target = memory.filtered(map, channel) + offset
      guard (0..<images.height).contains(row) else {
        target.update(repeating: 0, count: memory.width)
        continue
      }
      let source = memory.derivatives(map, row: index)
      Self.clear(source, outside: local, of: memory.middleWidth)
      for column in stride(from: 0, to: memory.width, by: 16) {
        filter.across(source + column).store(to: target + column)
      }
    }
  }

  // MARK: - The gradient

  /// Writes the gradient of the block of rows from `first` on.
  private func differentiate(_ first: Int) {
    guard let gradient else { return }
    let offsets = memory.offsets(around: first, width: memory.width)
    for channel in 0..<images.channels {
      let derivatives = (
        memory.filtered(0, channel), memory.filtered(1, channel), memory.filtered(2, channel)
      )
      let pixels = (0..<4).map { pixelRow(first + $0, $0, channel) }
      for column in stride(from: 0, to: memory.width, by: 16) {
        let byMean = filter.down(derivatives.0 + column, offsets)
        let bySquares = filter.down(derivatives.1 + column, offsets)
        let byProduct = filter.down(derivatives.2 + column, offsets)
        pixels[0].propagate(byMean.0, bySquares.0, byProduct.0, column, weights)
        pixels[1].propagate(byMean.1, bySquares.1, byProduct.1, column, weights)
        pixels[2].propagate(byMean.2, bySquares.2, byProduct.2, column, weights)
        pixels[3].propagate(byMean.3, bySquares.3, byProduct.3, column, weights)
      }
    }
    for row in first..<min(rows.upperBound, first + WindowFilter.blockRows) {
      gradient.store(
        memory.gradient(row: row - first), planeStride: memory.width, row: row, columns, of: images)
    }
  }

  private func pixelRow(_ row: Int, _ index: Int, _ channel: Int) -> PixelRow {
    let offset = channel * memory.imagePlane + 2 * WindowFilter.reach
    return PixelRow(
      x: memory.rendered(row) + offset, y: memory.recorded(row) + offset,
      gradient: memory.gradient(row: index) + channel * memory.width)
  }

  /// A channel of a row of both images, and its gradient.
  private struct PixelRow {
    let x: UnsafePointer<Float>
    let y: UnsafePointer<Float>
    let gradient: UnsafeMutablePointer<Float>

    /// Writes the gradient of sixteen pixels.
    @inline(__always) func propagate(
      _ byMean: Lanes, _ bySquares: Lanes, _ byProduct: Lanes, _ column: Int,
      _ weights: (difference: Lanes, similarity: Lanes)
    ) {
      let (x, y) = (Lanes(unaligned: x + column), Lanes(unaligned: y + column))
      let similarity = byMean.adding(x + x, bySquares).adding(y, byProduct)
      let sum = (similarity * weights.similarity).adding((x - y).signs, weights.difference)
      sum.store(to: gradient + column)
    }
  }
}
