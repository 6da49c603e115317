import Files
import Foundation
import Tensors

/// The network of ST-LPIPS: AlexNet's five convolutions without large strides, blurred before each halving, and
/// the weights of their channels in the distance.
struct ShiftTolerantAlexNet: Sendable {
  private struct Stage {
    let weight: Tensor
    let bias: Tensor
    let padding: Int
    /// `[1, channels, 1, 1]`, none negative.
    let calibration: Tensor
  }

  private let stages: [Stage]
  private let shift: Tensor
  private let scale: Tensor

  /// Inputs, outputs, size and padding of each stage's kernels.
  private static let sizes = [
    (3, 64, 11, 2), (64, 192, 5, 2), (192, 384, 3, 1), (384, 256, 3, 1), (256, 256, 3, 1),
  ]

  /// Reads the file that `scripts/convert_stlpips.py` makes.
  /// - Throws: `FileError` if it is missing, damaged or holds other weights.
  init(contentsOf url: URL) throws {
    let tensors = try Safetensors.read(url).tensors
    func tensor(_ name: String, _ shape: [Int]) throws -> Tensor {
      guard let tensor = tensors[name], tensor.shape == shape, tensor.dtype == .float32 else {
        throw FileError(
          url, "holds no tensor '\(name)' of shape \(shape)", remedy: "delete it and run `make setup`")
      }
      return tensor
    }
    shift = try tensor("input.shift", [1, 3, 1, 1])
    scale = try tensor("input.scale", [1, 3, 1, 1])
    stages = try Self.sizes.enumerated().map { index, size in
      let (inputs, outputs, kernel, padding) = size
      return Stage(
        weight: try tensor("stage\(index + 1).weight", [outputs, inputs, kernel, kernel]),
        bias: try tensor("stage\(index + 1).bias", [outputs]), padding: padding,
        calibration: try tensor("stage\(index + 1).calibration", [1, outputs, 1, 1]))
    }
  }

  /// The distance of pictures `[1, 3, h, w]` in -1...1 after each stage, `[1, 1, h', w']` each.
  func distances(_ a: Tensor, _ b: Tensor) -> [Tensor] {
    zip(stages, zip(features(a), features(b))).map { stage, features in
      let difference = Self.unit(features.0) - Self.unit(features.1)
      return difference.squared().convolved(weight: stage.calibration)
    }
  }

  private func features(_ picture: Tensor) -> [Tensor] {
    var x = (picture - shift) / scale
    return stages.indices.map { index in
      if index == 1 || index == 2 { x = Self.blurredHalf(x.maxPooled(3, stride: 1)) }
      let stage = stages[index]
      x = x.convolved(weight: stage.weight, bias: stage.bias, padding: [stage.padding, stage.padding])
      x = (index == 0 ? Self.blurredHalf(x) : x).relu()
      return x
    }
  }

  /// Every other pixel of `x` after the binomial filter (1, 2, 1), with borders reflected by 2.
  private static func blurredHalf(_ x: Tensor) -> Tensor {
    let channels = x.size(1)
    let taps = Tensor([Float](arrayLiteral: 1, 2, 1), shape: [3, 1]) / 4
    let kernel = taps.matmul(taps.transposed()).reshaped([1, 1, 3, 3]).repeated([channels, 1, 1, 1])
    return x.padded([2, 2, 2, 2], .reflect).convolved(weight: kernel, stride: [2, 2], groups: channels)
  }

  /// Each pixel's channels at length 1.
  private static func unit(_ x: Tensor) -> Tensor {
    x / (x.squared().sum([1], keepDimensions: true).sqrt() + 1e-10)
  }
}
