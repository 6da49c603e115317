/// Where the gradients of a network lie in a piece's memory: for each hidden layer the rows of its inputs' matrices
/// and its bias, then the heads'.
struct GradientPlan: Sendable {
  let layout: NetworkLayout
  /// Numbers of a piece.
  let size: Int
  private let starts: [Int]

  /// Rows of the heads' matrix: whole blocks.
  static let headRows = 12

  init(_ layout: NetworkLayout) {
    self.layout = layout
    var starts: [Int] = []
    var size = 0
    for layer in 0..<layout.depth {
      starts.append(size)
      size += layout.paddedWidth * (Self.rowSize(layout, layer) + 1)
    }
    self.starts = starts + [size]
    self.size = size + Self.headRows * layout.paddedWidth + NetworkLayout.paddedHeadSize
  }

  private static func rowSize(_ layout: NetworkLayout, _ layer: Int) -> Int {
    layout.inputs(of: layer).reduce(0) { $0 + layout.paddedSize(of: $1.source) }
  }

  /// Where the matrix of a layer's input starts; its rows have the input's filled-up size.
  func matrix(layer: Int, input: Int) -> Int {
    guard layer < layout.depth else { return starts[layer] }
    return layout.inputs(of: layer).prefix(input).reduce(starts[layer]) {
      $0 + layout.paddedWidth * layout.paddedSize(of: $1.source)
    }
  }

  /// Where a layer's bias starts; that of the heads for a layer behind the last.
  func bias(layer: Int) -> Int {
    starts[layer]
      + (layer < layout.depth
        ? layout.paddedWidth * Self.rowSize(layout, layer) : Self.headRows * layout.paddedWidth)
  }
}

extension GradientPlan {
  /// Copies the gradient of a layer's weight (the heads' behind the last) out of `sums`; columns of the time stay as
  /// they are.
  func copyWeight(of layer: Int, from sums: UnsafePointer<Float>, to weight: UnsafeMutablePointer<Float>) {
    guard layer < layout.depth else {
      for row in 0..<NetworkLayout.headSize {
        (weight + row * layout.width).update(
          from: sums + matrix(layer: layer, input: 0) + row * layout.paddedWidth, count: layout.width)
      }
      return
    }
    for (index, part) in layout.inputs(of: layer).enumerated() {
      let source = sums + matrix(layer: layer, input: index)
      for row in 0..<layout.width {
        (weight + row * layout.columns(of: layer) + part.columns.lowerBound).update(
          from: source + row * layout.paddedSize(of: part.source), count: part.columns.count)
      }
    }
  }

  /// Copies the gradient of a layer's bias out of `sums`.
  func copyBias(of layer: Int, from sums: UnsafePointer<Float>, to bias: UnsafeMutablePointer<Float>) {
    bias.update(
      from: sums + self.bias(layer: layer),
      count: layer < layout.depth ? layout.width : NetworkLayout.headSize)
  }
}
