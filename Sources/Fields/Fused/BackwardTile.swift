/// A tile on its way back through a network.
struct BackwardTile<Arithmetic: NetworkArithmetic> {
  let layout: NetworkLayout
  let plan: GradientPlan
  let matrices: [PackedMatrix<Arithmetic>?]
  let saved: SavedActivations<Arithmetic>
  let tile: Int
  /// Its points.
  let range: Range<Int>
  /// The piece's sums.
  let sums: UnsafeMutablePointer<Float>
  /// Whether the sums hold nothing yet.
  let isFirst: Bool
  let scratch: UnsafeMutablePointer<Words>

  /// Gradients of a tile in both forms.
  private struct Gradients {
    let rows: FeatureRows
    let panels: PointPanels

    /// Of `size` features, filled up, in memory from `base` on.
    init(_ base: UnsafeMutablePointer<Words>, size: Int) {
      let height = SavedActivations<Arithmetic>.height
      panels = PointPanels(base: base, height: height)
      rows = FeatureRows(
        base: UnsafeMutableRawPointer(base + size / 16 * height).assumingMemoryBound(to: UInt32.self),
        stride: size / Arithmetic.numbersPerWord)
    }

    /// Vectors that they take.
    static func memory(size: Int) -> Int { 2 * size / 16 * SavedActivations<Arithmetic>.height }
  }

  /// Vectors of memory that ``scratch`` has to have.
  static func scratchSize(_ layout: NetworkLayout) -> Int {
    2 * Gradients.memory(size: layout.paddedWidth) + Gradients.memory(size: NetworkLayout.pair)
  }

  private var blocks: Int { (range.count + Tile.blockRows - 1) / Tile.blockRows }

  /// Adds the tile's gradients to the sums.
  func run(_ values: HeadValues) {
    let size = Gradients.memory(size: layout.paddedWidth)
    let heads = Gradients(scratch + 2 * size, size: NetworkLayout.pair)
    var behind = Gradients(scratch, size: layout.paddedWidth)
    var before = Gradients(scratch + size, size: layout.paddedWidth)
    takeIn(values, heads)
    let last = saved.hidden(of: tile, layer: layout.depth - 1)
    addMatrix(
      plan.matrix(layer: layout.depth, input: 0), rows: GradientPlan.headRows, heads.panels, last,
      layout.paddedWidth)
    propagate(heads, layer: layout.depth, into: behind)
    for layer in (0..<layout.depth).reversed() {
      for (index, part) in layout.inputs(of: layer).enumerated() {
        let input =
          part.source == .encoding ? saved.encoding(of: tile) : saved.hidden(of: tile, layer: layer - 1)
        addMatrix(
          plan.matrix(layer: layer, input: index), rows: layout.paddedWidth, behind.panels, input,
          layout.paddedSize(of: part.source))
      }
      if layer > 0 { propagate(behind, layer: layer, into: before) }
      swap(&behind, &before)
    }
  }

  /// Reads the heads' gradients; points missing in the last block have none.
  private func takeIn(_ values: HeadValues, _ heads: Gradients) {
    var total = LanePair()
    for block in 0..<blocks {
      let start = block * Tile.blockRows
      let gradients = ProductBlock(
        first: gradient(start, values), second: gradient(start + 1, values),
        third: gradient(start + 2, values),
        fourth: gradient(start + 3, values))
      total = total + gradients.sum
      store(gradients, pair: 0, start, heads)
    }
    let target = UnsafeMutableRawPointer(sums + plan.bias(layer: layout.depth))
    let before = isFirst ? Lanes() : target.loadUnaligned(as: Lanes.self)
    target.storeBytes(of: before + total.low, as: Lanes.self)
  }

  /// The heads' gradients at a point of the tile, or zeros behind the last.
  @inline(__always) private func gradient(_ index: Int, _ values: HeadValues) -> LanePair {
    index < range.count ? LanePair(low: values.read(range.lowerBound + index)) : LanePair()
  }

  /// Adds the products of gradients with the values that they meet, over the tile's points, to a matrix of sums.
  private func addMatrix(
    _ start: Int, rows: Int, _ gradients: PointPanels, _ input: PointPanels, _ inputSize: Int
  ) {
    let steps = blocks * Tile.blockRows / Arithmetic.numbersPerWord
    for pair in 0..<inputSize / NetworkLayout.pair {
      let values = input.panel(2 * pair)
      for row in stride(from: 0, to: rows, by: Tile.blockRows) {
        let target = sums + start + row * inputSize + pair * NetworkLayout.pair
        let source = UnsafeMutableRawPointer(gradients.panel(row / 16)).assumingMemoryBound(to: UInt32.self)
        var sum = isFirst ? ProductBlock() : ProductBlock(target, stride: inputSize)
        sum.add(
          Arithmetic.self, source + row % 16, rowStride: 1, stepStride: 16, values, panelStride: input.height,
          steps: steps)
        sum.store(to: target, stride: inputSize)
      }
    }
  }

  /// Takes gradients behind `layer` to those behind the layer before it, and sums up the latter for its bias.
  private func propagate(_ behind: Gradients, layer: Int, into before: Gradients) {
    // Every layer but the first has such a matrix.
    guard let matrix = matrices[layer] else { return }
    let values = saved.hidden(of: tile, layer: layer - 1)
    for pair in 0..<layout.paddedWidth / NetworkLayout.pair {
      var total = LanePair()
      for block in 0..<blocks {
        let start = block * Tile.blockRows
        var sum = ProductBlock()
        sum.add(
          Arithmetic.self, behind.rows.row(start), rowStride: behind.rows.stride, stepStride: 1,
          matrix.panel(2 * pair), panelStride: matrix.steps, steps: matrix.steps)
        sum = Arithmetic.rectified(
          sum, where: values.panel(2 * pair) + start / Arithmetic.numbersPerWord, panelStride: values.height)
        total = total + sum.sum
        store(sum, pair: pair, start, before)
      }
      let target = sums + plan.bias(layer: layer - 1) + pair * NetworkLayout.pair
      (isFirst ? total : total + LanePair(target)).store(to: target)
    }
  }

  @inline(__always) private func store(_ block: ProductBlock, pair: Int, _ point: Int, _ target: Gradients) {
    Arithmetic.store(
      block, rows: target.rows.row(point) + pair * NetworkLayout.pair / Arithmetic.numbersPerWord,
      rowStride: target.rows.stride,
      panels: target.panels.panel(2 * pair) + point / Arithmetic.numbersPerWord,
      panelStride: target.panels.height)
  }
}
