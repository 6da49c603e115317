import Foundation
import Tensors

/// MediaPipe's palm detector, the "full" one: a single-shot detector over 2016 anchors, see ``PalmAnchors``.
///
/// A stem and four halvings with residual blocks, then two steps up to the grids of 12 and 24 that are read.
public struct PalmNetwork: Sendable {
  /// Width and height of the input.
  public static let inputSize = 192
  /// Numbers that describe a box: centre, size, and seven key points.
  static let boxSize = 18
  /// The file in the shared folder, see `SharedFolder`.
  public static let fileName = "palm_detection.safetensors"

  private let stem: FrozenConvolution
  private let slope: Tensor
  private let blocks: [PalmBlock]
  private let pyramid: [PalmPyramidLevel]

  /// Channels of each grid from 96 to 6.
  private static let widths = [32, 64, 128, 256, 256]
  /// The block that ends a grid, of 96, 48, 24, 12 and 6.
  private static let lastBlocks = [3, 8, 13, 18, 23]

  /// Reads the file that `scripts/convert_mediapipe.py` makes.
  /// - Throws: `FileError` if it is missing, damaged or holds other weights.
  public init(contentsOf url: URL) throws {
    let weights = try NetworkWeights(contentsOf: url)
    stem = try weights.convolution("stem", 3, Self.widths[0], size: 5, stride: 2)
    slope = try weights.tensor("slope", [Self.widths[0]])
    blocks = try (0...Self.lastBlocks[4]).map { index in
      // The first block of a grid halves the one before.
      let grid = Self.lastBlocks.firstIndex { index <= $0 } ?? 0
      let isHalving = grid > 0 && index == Self.lastBlocks[grid - 1] + 1
      return try PalmBlock(
        weights, "blocks.\(index)", Self.widths[isHalving ? grid - 1 : grid], Self.widths[grid],
        stride: isHalving ? 2 : 1)
    }
    pyramid = [
      try PalmPyramidLevel(weights, "pyramid.0", 256, 256, anchors: 6),
      try PalmPyramidLevel(weights, "pyramid.1", 256, 128, anchors: 2),
    ]
  }

  /// What the network tells of pictures `[n, 3, 192, 192]` in 0...1.
  ///
  /// - Returns: Scores `[n, 2016, 1]` before the logistic function, and boxes `[n, 2016, 18]` in pixels of the
  ///   input relative to their anchors: centre x, y, width, height, then x, y of seven key points.
  public func callAsFunction(_ picture: Tensor) -> (scores: Tensor, boxes: Tensor) {
    var grids: [Tensor] = []
    var x = stem(picture.channelsLast()).parametricReLU(slope)
    for (index, block) in blocks.enumerated() {
      x = block(x)
      if Self.lastBlocks.contains(index) { grids.append(x) }
    }
    let coarse = pyramid[0](x, fine: grids[3])
    let fine = pyramid[1](coarse, fine: grids[2])
    let heads = [pyramid[1].heads(fine), pyramid[0].heads(coarse)]
    return (
      .concatenated(heads.map(\.scores), dimension: 1), .concatenated(heads.map(\.boxes), dimension: 1)
    )
  }
}
