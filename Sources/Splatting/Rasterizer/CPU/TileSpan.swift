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
    let (marginX, marginY) = (Self.margin(g.halfWidth), Self.margin(g.halfHeight))
    let (low, high) = (g.meanY - g.halfHeight - 0.5 - marginY, g.meanY + g.halfHeight - 0.5 + marginY)
    let (left, right) = (g.meanX - g.halfWidth - 0.5 - marginX, g.meanX + g.halfWidth - 0.5 + marginX)
    let side = TileGrid.side
    let (firstY, endY) = (Int(max(0, low)), Int(min(lastY, high)) + 1)
    let (firstRow, lastRow) = (firstY / side, max(firstY, endY - 1) / side)
    // A box of one row or one column of tiles is reached in all of them, if all of it lies in the image.
    if low >= 0, high < lastY, left >= 0, right < lastX {
      let (firstColumn, lastColumn) = (Int(left) / side, Int(right) / side)
      if firstRow == lastRow || firstColumn == lastColumn {
        for row in firstRow...lastRow { body(row * grid.columns + firstColumn, lastColumn - firstColumn + 1) }
        return
      }
    }
    let outline = Outline(g)
    for row in firstRow...lastRow {
      let low = Float(max(firstY, row * side)) + 0.5 - g.meanY
      let high = Float(min(endY, row * side + side)) - 0.5 - g.meanY
      let first = (g.meanX + outline.left(low, high) - 0.5 - marginX).rounded(.up)
      let last = (g.meanX + outline.right(low, high) - 0.5 + marginX).rounded(.down)
      if last < first || last < 0 || first > lastX { continue }
      // Written so that a NaN, from a Gaussian so flat that its numbers vanish, takes the whole row.
      let firstColumn = first > 0 ? Int(first) / side : 0
      let lastColumn = last < lastX ? Int(last) / side : grid.columns - 1
      body(row * grid.columns + firstColumn, lastColumn - firstColumn + 1)
    }
  }

  private static func margin(_ half: Float) -> Float { 0.02 + 0.002 * half }

  /// The ellipse outside which a Gaussian's opacity is below the smallest drawn.
  private struct Outline {
    private let g: PackedGaussian
    /// dy of the rightmost point.
    private let tip: Float
    private let inverse: Float

    @inline(__always) init(_ g: PackedGaussian) {
      self.g = g
      tip = -0.5 * g.quadraticXY / g.quadraticYY * g.halfWidth
      inverse = 0.5 / g.quadraticXX
    }

    /// The largest dx between two dy.
    @inline(__always) func right(_ low: Float, _ high: Float) -> Float {
      offset(at: min(max(tip, low), high), side: 1)
    }

    /// The smallest dx between two dy.
    @inline(__always) func left(_ low: Float, _ high: Float) -> Float {
      offset(at: min(max(-tip, low), high), side: -1)
    }

    /// How far the ellipse's side (1 right, -1 left) is from the mean at `dy` from it.
    @inline(__always) private func offset(at dy: Float, side: Float) -> Float {
      let square = max(0, -4 * g.quadraticXX * g.excess - g.curvature * dy * dy)
      return (-g.quadraticXY * dy - side * square.squareRoot()) * inverse
    }
  }
}
