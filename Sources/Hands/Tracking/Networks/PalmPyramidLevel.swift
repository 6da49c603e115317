import Tensors

/// A step of the palm network back to a finer grid, and what it finds there.
struct PalmPyramidLevel: Sendable {
  private let lateral: FrozenConvolution
  private let slope: Tensor
  private let blocks: [PalmBlock]
  private let scores: FrozenConvolution
  private let boxes: FrozenConvolution

  /// A level with `anchors` at each place of its grid.
  init(_ weights: NetworkWeights, _ name: String, _ inputs: Int, _ outputs: Int, anchors: Int) throws {
    lateral = try weights.convolution("\(name).lateral", inputs, outputs)
    slope = try weights.tensor("\(name).slope", [outputs])
    blocks = try (0..<2).map { try PalmBlock(weights, "\(name).blocks.\($0)", outputs, outputs) }
    scores = try weights.convolution("\(name).scores", outputs, anchors)
    boxes = try weights.convolution("\(name).boxes", outputs, anchors * PalmNetwork.boxSize)
  }

  /// Doubles the grid of `coarse` and joins it with `fine`, of that size.
  func callAsFunction(_ coarse: Tensor, fine: Tensor) -> Tensor {
    let doubled = coarse.resizedBilinear(height: fine.size(2), width: fine.size(3))
    return blocks.reduce(lateral(doubled).parametricReLU(slope) + fine) { $1($0) }
  }

  /// Scores `[n, anchors, 1]` and boxes `[n, anchors, 18]`, row by row, of what this level gave.
  func heads(_ x: Tensor) -> (scores: Tensor, boxes: Tensor) {
    (Self.listed(scores(x), 1), Self.listed(boxes(x), PalmNetwork.boxSize))
  }

  private static func listed(_ x: Tensor, _ size: Int) -> Tensor {
    x.permuted([0, 2, 3, 1]).reshaped([x.size(0), -1, size])
  }
}
