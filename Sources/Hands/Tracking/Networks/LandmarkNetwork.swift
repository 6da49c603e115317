import Foundation
import Tensors

/// MediaPipe's hand landmark network, the "full" one: inverted residuals and four linear heads on their mean.
public struct LandmarkNetwork: Sendable {
  /// Width and height of the input.
  public static let inputSize = 224
  /// The file in the shared folder, see `SharedFolder`.
  public static let fileName = "hand_landmarks.safetensors"

  /// What the network tells of `n` crops.
  public struct Output {
    /// `[n, 21, 3]`: x and y in pixels of the input, z in the same unit, 0.4 of its true depth.
    public let landmarks: Tensor
    /// `[n, 21, 3]`, metres about the hand's middle, in the crop's axes.
    public let worldLandmarks: Tensor
    /// `[n, 1]`: how surely each crop shows a hand, 0...1.
    public let presence: Tensor
    /// `[n, 1]`: how surely it is a right one, in an image that is not mirrored, 0...1.
    public let rightness: Tensor
  }

  private let stem: FrozenConvolution
  private let entry: (depthwise: FrozenConvolution, project: FrozenConvolution)
  private let blocks: [InvertedResidual]
  private let top: (expand: FrozenConvolution, depthwise: FrozenConvolution)
  private let heads: [Linear]

  private struct Linear {
    let weight: Tensor
    let bias: Tensor
  }

  /// Outputs, expanded channels, kernel size and stride of each block; it takes the outputs of the one before.
  private static let shapes = [
    (24, 64, 3, 2), (24, 144, 3, 1), (40, 144, 5, 2), (40, 240, 5, 1), (80, 240, 3, 2), (80, 480, 3, 1),
    (80, 480, 3, 1), (112, 480, 5, 1), (112, 672, 5, 1), (112, 672, 5, 1), (192, 672, 5, 2),
    (192, 1152, 5, 1), (192, 1152, 5, 1), (192, 1152, 5, 1),
  ]

  /// Reads the file that `scripts/convert_mediapipe.py` makes.
  /// - Throws: `FileError` if it is missing, damaged or holds other weights.
  public init(contentsOf url: URL) throws {
    let weights = try NetworkWeights(contentsOf: url)
    stem = try weights.convolution("stem", 3, 24, size: 3, stride: 2)
    entry = (
      try weights.depthwise("entry.depthwise", 24, size: 3), try weights.convolution("entry.project", 24, 16)
    )
    var inputs = 16
    blocks = try Self.shapes.enumerated().map { index, shape in
      let (outputs, expanded, size, stride) = shape
      defer { inputs = outputs }
      return try InvertedResidual(
        weights, "blocks.\(index)",
        .init(inputs: inputs, expanded: expanded, outputs: outputs, size: size, stride: stride))
    }
    top = (
      try weights.convolution("top.expand", 192, 1152), try weights.depthwise("top.depthwise", 1152, size: 3)
    )
    heads = try [("landmarks", 63), ("world", 63), ("presence", 1), ("handedness", 1)].map { name, outputs in
      Linear(
        weight: try weights.tensor("\(name).weight", [outputs, 1152]),
        bias: try weights.tensor("\(name).bias", [outputs]))
    }
  }

  /// What the network tells of crops `[n, 3, 224, 224]` in 0...1.
  public func callAsFunction(_ crops: Tensor) -> Output {
    let stemmed = stem.clamped(crops.channelsLast())
    let filtered = blocks.reduce(entry.project(entry.depthwise.clamped(stemmed))) { $1($0) }
    let means = top.depthwise.clamped(top.expand.clamped(filtered)).mean([2, 3])
    let results = heads.map { means.linear(weight: $0.weight, bias: $0.bias) }
    return Output(
      landmarks: results[0].reshaped([-1, 21, 3]), worldLandmarks: results[1].reshaped([-1, 21, 3]),
      presence: results[2].sigmoid(), rightness: results[3].sigmoid())
  }
}
