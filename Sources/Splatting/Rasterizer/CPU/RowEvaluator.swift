/// One Gaussian over the rows of one tile, a row's sixteen pixels at a time.
///
/// Forward and backward passes use this same arithmetic, so that they agree on what contributes.
struct RowEvaluator {
  /// Pixel centres minus the mean, along x.
  let dx: Lanes
  private let top: Float
  private let base: Lanes
  private let slope: Lanes
  private let curve: Lanes

  /// `x` are the pixel centres of the tile's columns, `top` its first row's index.
  @inline(__always) init(_ g: PackedGaussian, x: Lanes, top: Float) {
    dx = x - Lanes(g.meanX)
    base = Lanes(g.logOpacity).addingProduct(dx * dx, Lanes(g.quadraticXX))
    slope = dx * Lanes(g.quadraticXY)
    curve = Lanes(g.quadraticYY)
    self.top = top + 0.5 - g.meanY
  }

  /// The row's pixel centres minus the mean, along y.
  @inline(__always) func dy(_ row: Int) -> Float { top + Float(row) }

  /// The base-2 logarithm of the opacity at the row's pixels.
  @inline(__always) func logAlpha(_ dy: Lanes) -> Lanes {
    base.addingProduct(dy, slope.addingProduct(dy, curve))
  }

  /// The tile's rows that the Gaussian's box reaches, as bits.
  @inline(__always) static func rows(_ g: PackedGaussian, top: Float) -> UInt32 {
    let center = g.meanY - 0.5 - top
    let margin = 0.02 + 0.002 * g.halfHeight
    let first = UInt32(min(16, max(0, center - g.halfHeight - margin)).rounded(.up))
    let end = UInt32(min(16, max(0, center + g.halfHeight + margin + 1)))
    return ((1 << end) &- 1) & ~((1 << first) &- 1)
  }
}
