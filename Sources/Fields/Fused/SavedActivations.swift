/// What a network's forward pass keeps for the backward pass: encodings and hidden values of all points.
struct SavedActivations<Arithmetic: NetworkArithmetic>: Sendable {
  private let layout: NetworkLayout
  private let memory: NetworkMemory<Words>

  /// Vectors of a panel.
  static var height: Int { Tile.size / Arithmetic.numbersPerWord }

  private var tileSize: Int {
    (layout.paddedEncodingSize + layout.depth * layout.paddedWidth) / 16 * Self.height
  }

  /// Room for those of `count` points.
  init(_ layout: NetworkLayout, count: Int) {
    self.layout = layout
    let size = (layout.paddedEncodingSize + layout.depth * layout.paddedWidth) / 16 * Self.height
    memory = NetworkMemory(Tile.count(of: count) * size)
  }

  /// A tile's encodings.
  func encoding(of tile: Int) -> PointPanels {
    PointPanels(base: memory.pointer + tile * tileSize, height: Self.height)
  }

  /// A tile's values behind a hidden layer.
  func hidden(of tile: Int, layer: Int) -> PointPanels {
    let start = (layout.paddedEncodingSize + layer * layout.paddedWidth) / 16 * Self.height
    return PointPanels(base: memory.pointer + tile * tileSize + start, height: Self.height)
  }
}
