import Splatting

/// What drawing a workload takes, whatever program draws it: an exact count, front to back, in which a pixel is finished
/// as ``RasterizerConstants/minimumTransmittance`` says.
public struct EvaluationCounts: Codable, Sendable, Equatable {
  /// Gaussians whose opacity reaches 1/255 at a pixel's centre.
  public var drawn = 0
  /// Pairs of a Gaussian and a tile of 16 x 16 pixels, one of whose centres it reaches so.
  public var tilePairs = 0
  /// Pixels of all rows of 16 pixels that a Gaussian reaches so and that are not finished: the evaluations of a
  /// rasteriser that takes a row of 16 at once and wastes none.
  public var laneEvaluations = 0
  /// Pairs of a Gaussian and a pixel that it contributes to.
  public var contributingPairs = 0

  /// Pixels of a row that are taken at once.
  static let lanes = 16
  /// Rows of a tile.
  private static let side = 16

  /// Counts for `workload`.
  public init(of workload: Workload) {
    let ellipses = (0..<workload.count).compactMap { ScreenEllipse(workload, $0) }.sorted {
      $0.depth < $1.depth
    }
    var pixels = UnfinishedPixels(width: workload.camera.width, height: workload.camera.height)
    for ellipse in ellipses { add(ellipse, to: &pixels) }
  }

  private mutating func add(_ ellipse: ScreenEllipse, to pixels: inout UnfinishedPixels) {
    let lowest = max(0, ellipse.center.y - ellipse.halfHeight - 0.5)
    let highest = min(Double(pixels.height - 1), ellipse.center.y + ellipse.halfHeight)
    guard lowest <= highest else { return }
    let (first, last) = (Int(lowest), Int(highest))
    var isDrawn = false
    for band in first / Self.side...last / Self.side {
      var blocks = (first: Int.max, last: -1)
      for row in max(first, band * Self.side)...min(last, band * Self.side + Self.side - 1) {
        guard let columns = ellipse.columns(row: row, width: pixels.width) else { continue }
        blocks.first = min(blocks.first, columns.lowerBound / Self.lanes)
        blocks.last = max(blocks.last, columns.upperBound / Self.lanes)
        let blended = pixels.blend(ellipse, row: row, columns: columns)
        laneEvaluations += blended.blocks * Self.lanes
        contributingPairs += blended.pixels
      }
      // An ellipse is convex: it reaches all tiles between the outermost.
      if blocks.last >= 0 {
        tilePairs += blocks.last - blocks.first + 1
        isDrawn = true
      }
    }
    if isDrawn { drawn += 1 }
  }
}
