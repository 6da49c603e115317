/// The tiles of one row of tiles in which a Gaussian may contribute.
struct TileSpan: BitwiseCopyable {
  var gaussian: UInt32
  /// The first tile, and how many follow each other from there.
  var firstTile: UInt32
  var count: UInt32
}

/// Finds the tiles whose pixels a Gaussian's ellipse of smallest drawn opacity reaches.
struct TileSpanFinder {
  private let grid: TileGrid
  private let lastX: Float
  private let lastY: Float

  init(_ grid: TileGrid) {
    self.grid = grid
    lastX = Float(grid.width - 1)
    lastY = Float(grid.height - 1)
  }

  /// Calls `body` with first tile and tile count for every row of tiles that the ellipse reaches.
  ///
  /// Within a row of tiles, the ellipse's rightmost point is the one nearest to its global rightmost point,
  /// as its right half is a concave function of y; likewise on the left. A small margin covers rounding: the
  /// compositor tests every pixel itself, so a tile too many costs time only.
  @inline(__always) func forEachSpan(of g: PackedGaussian, _ body: (_ firstTile: Int, _ count: Int) -> Void) {
    let marginY = Self.margin(g.halfHeight)
    let firstY = Int(max(0, g.meanY - g.halfHeight - 0.5 - marginY))
    let endY = Int(min(lastY, g.meanY + g.halfHeight - 0.5 + marginY)) + 1
    let tip = -0.5 * g.quadraticXY / g.quadraticYY * g.halfWidth
    let side = TileGrid.side
    for row in firstY / side...max(firstY, endY - 1) / side {
      let low = Float(max(firstY, row * side)) + 0.5 - g.meanY
      let high = Float(min(endY, row * side + side)) - 0.5 - g.meanY
      let right = offset(of: g, at: min(max(tip, low), high), side: 1)
      let left = offset(of: g, at: min(max(-tip, low), high), side: -1)
      let marginX = Self.margin(g.halfWidth)
      let first = (g.meanX + left - 0.5 - marginX).rounded(.up)
      let last = (g.meanX + right - 0.5 + marginX).rounded(.down)
      if last < first || last < 0 || first > lastX { continue }
      // Written so that a NaN, from a Gaussian so flat that its numbers vanish, takes the whole row.
      let firstColumn = first > 0 ? Int(first) / side : 0
      let lastColumn = last < lastX ? Int(last) / side : grid.columns - 1
      body(row * grid.columns + firstColumn, lastColumn - firstColumn + 1)
    }
  }

  /// How far the ellipse's side (1 right, -1 left) is from the mean at the height `dy` above it.
  @inline(__always) private func offset(of g: PackedGaussian, at dy: Float, side: Float) -> Float {
    let square = max(0, -4 * g.quadraticXX * g.excess - g.curvature * dy * dy)
    return (-g.quadraticXY * dy - side * square.squareRoot()) / (2 * g.quadraticXX)
  }

  private static func margin(_ half: Float) -> Float { 0.02 + 0.002 * half }
}
