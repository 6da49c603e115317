import Tensors

/// The two passes of ``FusedPhotometry`` over a pair of images `[H, W, C]`.
///
/// With window means μ of x and y, e of x² + y² and p of xy, the similarity is S = N D / (A B), where A = μx²
/// + μy² + c1, N = 2 μx μy + c1, B = e - μx² - μy² + c2, D = 2 (p - μx μy) + c2. Its derivatives by μx, e and
/// p pass through the window once more, which is its own transpose, to become those by x.
struct PhotometryPass: Sendable {
  private let image: Tensor
  private let target: Tensor
  private let threads: Int
  private let height: Int
  private let channels: Int
  private let rowLength: Int

  private static let bandHeight = 96

  /// `image` and `target` are contiguous, of one shape, single precision and on the CPU.
  init(image: Tensor, target: Tensor, threads: Int) {
    self.image = image
    self.target = target
    self.threads = threads
    height = image.size(0)
    channels = image.size(2)
    rowLength = image.size(1) * channels
  }

  /// The means of difference and similarity; writes the similarity's derivatives by μx, e and p to
  /// `derivatives` `[3, H, W, C]` where given.
  func forward(derivatives: Tensor?) -> (difference: Double, similarity: Double) {
    var sums = [SIMD2<Double>](repeating: .zero, count: pieceCount)
    withRows(image) { x in
      withRows(target) { y in
        withMaps(derivatives) { maps in
          sums.withUnsafeMutableBufferPointer { sums in
            // Each piece writes an element of its own.
            nonisolated(unsafe) let sums = sums
            forEachPiece(maps: 4) { filter, piece, rows, column in
              sums[piece] = compare(filter, rows, column, x, y, maps)
            }
          }
        }
      }
    }
    let mean = sums.reduce(.zero, +) / Double(height * rowLength)
    return (mean[0], mean[1])
  }

  /// The gradient by the image, given those by the mean difference and the mean similarity.
  func backward(derivatives: Tensor, difference: Double, similarity: Double) -> Tensor {
    let gradient = Tensor.empty(image.shape)
    let count = Double(height * rowLength)
    let weights = (Lanes(Float(difference / count)), Lanes(Float(similarity / count)))
    withRows(image) { x in
      withRows(target) { y in
        withRows(gradient) { result in
          withMaps(derivatives) { maps in
            guard let maps else { return }
            forEachPiece(maps: 3) { filter, _, rows, column in
              differentiate(filter, rows, column, x, y, maps, weights, result)
            }
          }
        }
      }
    }
    return gradient
  }

  // MARK: - Pieces

  private var strips: Int { (rowLength + StripFilter.width - 1) / StripFilter.width }
  private var bands: Int { (height + Self.bandHeight - 1) / Self.bandHeight }
  private var pieceCount: Int { strips * bands }

  /// Calls `body` with a filter, the piece's number, its rows and its first column.
  private func forEachPiece(maps: Int, _ body: (StripFilter, Int, Range<Int>, Int) -> Void) {
    let filters = (0..<max(1, threads)).map { _ in StripFilter(maps: maps, channels: channels) }
    ParallelLoop(threads: filters.count)(pieceCount) { worker, piece in
      let (band, strip) = piece.quotientAndRemainder(dividingBy: strips)
      let rows = band * Self.bandHeight..<min(height, (band + 1) * Self.bandHeight)
      body(filters[worker], piece, rows, strip * StripFilter.width)
    }
  }

  private func withRows<Result>(_ tensor: Tensor, _ body: (PixelRows) -> Result) -> Result {
    tensor.withMutableElements(of: Float.self) { memory in
      // An image with pixels has an address.
      body(PixelRows(memory.baseAddress!, length: rowLength))
    }
  }

  /// Three maps as images one below the other.
  private func withMaps(_ tensor: Tensor?, _ body: (Maps?) -> Void) {
    guard let tensor else { return body(nil) }
    withRows(tensor) { body(Maps(rows: $0, height: height)) }
  }

  /// The derivatives of the similarity by μx, e and p.
  private struct Maps: Sendable {
    let rows: PixelRows
    let height: Int

    @inline(__always) func vector(_ map: Int, _ row: Int, _ column: Int) -> Lanes {
      rows.vector(map * height + row, column)
    }

    @inline(__always) func store(_ lanes: Lanes, _ map: Int, _ row: Int, _ column: Int) {
      rows.store(lanes, map * height + row, column)
    }
  }

  // MARK: - Forward

  /// The sums of difference and similarity over a piece.
  private func compare(
    _ filter: StripFilter, _ rows: Range<Int>, _ first: Int, _ x: PixelRows, _ y: PixelRows, _ maps: Maps?
  ) -> SIMD2<Double> {
    var differences = Lanes()
    var similarities = Lanes()
    filter.run(rows: rows, height: height) { row, inputs in
      for start in stride(from: 0, to: StripFilter.inputWidth, by: 16) {
        let column = first - StripFilter.margin + start
        let (a, b) = (x.vector(row, column), y.vector(row, column))
        a.store(to: inputs + start)
        b.store(to: inputs + start + StripFilter.inputWidth)
        (a * a).addingProduct(b, b).store(to: inputs + start + 2 * StripFilter.inputWidth)
        (a * b).store(to: inputs + start + 3 * StripFilter.inputWidth)
      }
    } emit: { row, means in
      for start in stride(from: 0, to: min(StripFilter.width, rowLength - first), by: 16) {
        let column = first + start
        differences += (x.vector(row, column) - y.vector(row, column)).magnitudes
        let window = WindowSimilarity(means + start, stride: StripFilter.width)
        similarities += window.value.first(rowLength - column)
        if let maps {
          maps.store(window.byMean, 0, row, column)
          maps.store(window.bySquares, 1, row, column)
          maps.store(window.byProduct, 2, row, column)
        }
      }
    }
    return [differences.total, similarities.total]
  }

  // MARK: - Backward

  private func differentiate(
    _ filter: StripFilter, _ rows: Range<Int>, _ first: Int, _ x: PixelRows, _ y: PixelRows, _ maps: Maps,
    _ weights: (difference: Lanes, similarity: Lanes), _ result: PixelRows
  ) {
    filter.run(rows: rows, height: height) { row, inputs in
      for map in 0..<3 {
        for start in stride(from: 0, to: StripFilter.inputWidth, by: 16) {
          maps.vector(map, row, first - StripFilter.margin + start)
            .store(to: inputs + start + map * StripFilter.inputWidth)
        }
      }
    } emit: { row, filtered in
      for start in stride(from: 0, to: min(StripFilter.width, rowLength - first), by: 16) {
        let column = first + start
        let (a, b) = (x.vector(row, column), y.vector(row, column))
        let source = filtered + start
        let similarity = Lanes(unaligned: source)
          .addingProduct(a + a, Lanes(unaligned: source + StripFilter.width))
          .addingProduct(b, Lanes(unaligned: source + 2 * StripFilter.width))
        let gradient = (similarity * weights.similarity).addingProduct((a - b).signs, weights.difference)
        result.store(gradient, row, column)
      }
    }
  }
}
