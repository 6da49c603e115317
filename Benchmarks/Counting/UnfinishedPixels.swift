import Splatting

/// The transmittance of all pixels while Gaussians are counted front to back.
struct UnfinishedPixels {
  let width: Int
  let height: Int
  private let blocksPerRow: Int
  private var transmittance: [Double]
  /// By row and block of 16 pixels: how many are not finished.
  private var unfinished: [Int]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    let (lanes, blocks) = (
      EvaluationCounts.lanes, (width + EvaluationCounts.lanes - 1) / EvaluationCounts.lanes
    )
    blocksPerRow = blocks
    transmittance = Array(repeating: 1, count: width * height)
    unfinished = (0..<height * blocks).map { min(lanes, width - $0 % blocks * lanes) }
  }

  /// Blends a Gaussian into some columns of a row; returns the blocks that were not finished before, and the pixels that
  /// it contributes to.
  mutating func blend(
    _ ellipse: ScreenEllipse, row: Int, columns: ClosedRange<Int>
  ) -> (blocks: Int, pixels: Int) {
    let lanes = EvaluationCounts.lanes
    var result = (blocks: 0, pixels: 0)
    for block in columns.lowerBound / lanes...columns.upperBound / lanes {
      let place = row * blocksPerRow + block
      guard unfinished[place] > 0 else { continue }
      result.blocks += 1
      for column in max(
        columns.lowerBound, block * lanes)...min(columns.upperBound, block * lanes + lanes - 1)
      {
        let pixel = row * width + column
        guard transmittance[pixel] > 0 else { continue }
        let after = transmittance[pixel] * (1 - ellipse.alpha(row: row, column: column))
        if after <= RasterizerConstants.minimumTransmittance {
          transmittance[pixel] = 0
          unfinished[place] -= 1
        } else {
          transmittance[pixel] = after
          result.pixels += 1
        }
      }
    }
    return result
  }
}
