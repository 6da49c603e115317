/// The image cut into tiles of 16 x 16 pixels, row by row from the top left.
struct TileGrid: Equatable {
  /// Pixels along a tile's side: as many as ``Lanes`` has lanes.
  static let side = 16

  let width: Int
  let height: Int

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// Tiles in a row.
  var columns: Int { (width + TileGrid.side - 1) / TileGrid.side }
  /// Tiles in a column.
  var rows: Int { (height + TileGrid.side - 1) / TileGrid.side }
  /// All tiles.
  var count: Int { columns * rows }

  /// The first pixel of a tile.
  @inline(__always) func origin(_ tile: Int) -> (x: Int, y: Int) {
    (tile % columns * TileGrid.side, tile / columns * TileGrid.side)
  }

  /// How many of a tile's pixels lie in the image, along x and y.
  @inline(__always) func size(_ tile: Int) -> (x: Int, y: Int) {
    let (x, y) = origin(tile)
    return (min(TileGrid.side, width - x), min(TileGrid.side, height - y))
  }
}
