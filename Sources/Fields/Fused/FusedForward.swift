import Tensors

/// The forward pass of a deformation network, tile by tile.
struct FusedForward<Arithmetic: NetworkArithmetic>: Sendable {
  private let layout: NetworkLayout
  private let encoding: EncodingLanes
  /// For each hidden layer the matrices of its inputs, the heads' last.
  private let matrices: [[PackedMatrix<Arithmetic>]]
  /// For each hidden layer ``NetworkLayout/paddedWidth`` numbers, then those of the heads.
  private let biases: NetworkMemory<Float>

  /// Packs weights and biases, those of the hidden layers and the heads' (all in one) last.
  init(
    _ layout: NetworkLayout, weights: [UnsafePointer<Float>], biases: [UnsafePointer<Float>],
    loop: ParallelLoop
  ) {
    self.layout = layout
    encoding = EncodingLanes(frequencies: layout.frequencies, paddedSize: layout.paddedEncodingSize)
    matrices = loop.map(layout.depth + 1) { layer in
      guard layer < layout.depth else {
        return [Self.packed(weights[layer], 0..<layout.width, of: layout.width, layout, heads: true)]
      }
      return layout.inputs(of: layer).map {
        Self.packed(weights[layer], $0.columns, of: layout.columns(of: layer), layout)
      }
    }
    self.biases = NetworkMemory((layout.depth * layout.paddedWidth) + NetworkLayout.pair)
    self.biases.pointer.update(repeating: 0, count: layout.depth * layout.paddedWidth + NetworkLayout.pair)
    for (layer, bias) in biases.enumerated() {
      let count = layer < layout.depth ? layout.width : NetworkLayout.headSize
      (self.biases.pointer + layer * layout.paddedWidth).update(from: bias, count: count)
    }
  }

  private static func packed(
    _ weight: UnsafePointer<Float>, _ columns: Range<Int>, of width: Int, _ layout: NetworkLayout,
    heads: Bool = false
  ) -> PackedMatrix<Arithmetic> {
    PackedMatrix(
      weight + columns.lowerBound, lanes: heads ? NetworkLayout.headSize : layout.width, laneStride: width,
      paddedLanes: heads ? NetworkLayout.pair : layout.paddedWidth, numbers: columns.count, numberStride: 1)
  }

  /// Computes the heads' values of `count` points `[N, 3]`, and keeps activations in `saved` if there is one.
  func callAsFunction(
    _ points: UnsafePointer<Float>, count: Int, into values: HeadValues, saved: SavedActivations<Arithmetic>?,
    loop: ParallelLoop
  ) {
    let scratch = NetworkMemory<UInt32>(loop.threads * scratchSize)
    loop(Tile.count(of: count)) { worker, tile in
      compute(
        tile, points, Tile.range(tile, of: count), scratch.pointer + worker * scratchSize, values, saved)
    }
  }

  private var encodingStride: Int { layout.paddedEncodingSize / Arithmetic.numbersPerWord }
  private var hiddenStride: Int { layout.paddedWidth / Arithmetic.numbersPerWord }
  private var scratchSize: Int { Tile.size * (encodingStride + 2 * hiddenStride) }

  private func compute(
    _ tile: Int, _ points: UnsafePointer<Float>, _ range: Range<Int>, _ scratch: UnsafeMutablePointer<UInt32>,
    _ values: HeadValues, _ saved: SavedActivations<Arithmetic>?
  ) {
    let blocks = (range.count + Tile.blockRows - 1) / Tile.blockRows
    let encoded = FeatureRows(base: scratch, stride: encodingStride)
    var input = FeatureRows(base: scratch + Tile.size * encodingStride, stride: hiddenStride)
    var output = FeatureRows(base: input.base + Tile.size * hiddenStride, stride: hiddenStride)
    encode(points, range, into: encoded, saved?.encoding(of: tile))
    for layer in 0..<layout.depth {
      let factors = zip(layout.inputs(of: layer), matrices[layer]).map { part, matrix in
        Factor(part.source == .encoding ? encoded : input, matrix)
      }
      rectified(
        factors, bias: biases.pointer + layer * layout.paddedWidth, blocks: blocks, into: output,
        saved?.hidden(of: tile, layer: layer))
      swap(&input, &output)
    }
    heads(Factor(input, matrices[layout.depth][0]), range, values)
  }

  /// Encodes a tile's points; those missing in the last block are taken for zero.
  private func encode(
    _ points: UnsafePointer<Float>, _ range: Range<Int>, into rows: FeatureRows, _ panels: PointPanels?
  ) {
    let blocks = (range.count + Tile.blockRows - 1) / Tile.blockRows
    for block in 0..<blocks {
      let start = block * Tile.blockRows
      for pair in 0..<layout.paddedEncodingSize / NetworkLayout.pair {
        let first = range.lowerBound + start
        let block = ProductBlock(
          first: encoded(points, first, range, pair), second: encoded(points, first + 1, range, pair),
          third: encoded(points, first + 2, range, pair), fourth: encoded(points, first + 3, range, pair))
        store(block, pair, start, rows, panels)
      }
    }
  }

  /// A pair of panels of a point's encoding.
  @inline(__always) private func encoded(
    _ points: UnsafePointer<Float>, _ point: Int, _ range: Range<Int>, _ pair: Int
  ) -> LanePair {
    guard point < range.upperBound else { return LanePair() }
    let (x, y, z) = (points[3 * point], points[3 * point + 1], points[3 * point + 2])
    return LanePair(
      low: encoding.features(2 * pair, x, y, z), high: encoding.features(2 * pair + 1, x, y, z))
  }

  /// A hidden layer: the products of its inputs with their matrices, rectified.
  private func rectified(
    _ factors: [Factor], bias: UnsafePointer<Float>, blocks: Int, into rows: FeatureRows,
    _ panels: PointPanels?
  ) {
    for pair in 0..<layout.paddedWidth / NetworkLayout.pair {
      let start = LanePair(bias + pair * NetworkLayout.pair)
      for block in 0..<blocks {
        var sum = ProductBlock(first: start, second: start, third: start, fourth: start)
        for factor in factors { factor.add(to: &sum, row: block * Tile.blockRows, pair: pair) }
        store(sum.rectified, pair, block * Tile.blockRows, rows, panels)
      }
    }
  }

  @inline(__always) private func store(
    _ block: ProductBlock, _ pair: Int, _ point: Int, _ rows: FeatureRows, _ panels: PointPanels?
  ) {
    Arithmetic.store(
      block, rows: rows.row(point) + pair * NetworkLayout.pair / Arithmetic.numbersPerWord,
      rowStride: rows.stride,
      panels: panels.map { $0.panel(2 &* pair) + point / Arithmetic.numbersPerWord },
      panelStride: panels?.height ?? 0)
  }

  private func heads(_ factor: Factor, _ range: Range<Int>, _ values: HeadValues) {
    let bias = LanePair(biases.pointer + layout.depth * layout.paddedWidth)
    for start in stride(from: 0, to: range.count, by: Tile.blockRows) {
      var sum = ProductBlock(first: bias, second: bias, third: bias, fourth: bias)
      factor.add(to: &sum, row: start, pair: 0)
      let rows = [sum.first.low, sum.second.low, sum.third.low, sum.fourth.low]
      for (row, value) in rows.prefix(range.count - start).enumerated() {
        values.write(value, range.lowerBound + start + row)
      }
    }
  }

  /// Rows of a tile and the matrix that they are multiplied with.
  private struct Factor {
    let rows: FeatureRows
    let panels: UnsafePointer<Words>
    let steps: Int

    init(_ rows: FeatureRows, _ matrix: PackedMatrix<Arithmetic>) {
      self.rows = rows
      panels = matrix.panel(0)
      steps = matrix.steps
    }

    @inline(__always) func add(to sum: inout ProductBlock, row: Int, pair: Int) {
      sum.add(
        Arithmetic.self, rows.row(row), rowStride: rows.stride, stepStride: 1, panels + 2 &* pair &* steps,
        panelStride: steps, steps: steps)
    }
  }
}
