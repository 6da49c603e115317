import Files
import Foundation
import Tensors

/// The weights of a network that set-up has converted, each checked for its shape as it is taken.
struct NetworkWeights {
  private let url: URL
  private let tensors: [String: Tensor]

  /// Reads a file that `scripts/convert_mediapipe.py` made.
  /// - Throws: `FileError` if it is missing or damaged.
  init(contentsOf url: URL) throws {
    self.url = url
    tensors = try Safetensors.read(url).tensors
  }

  /// The tensor `name`, as float32; the file may hold it as float16, as it was published.
  /// - Throws: `FileError` where it is missing or has another shape.
  func tensor(_ name: String, _ shape: [Int]) throws -> Tensor {
    let types = [DType.float16, .float32]
    guard let tensor = tensors[name], tensor.shape == shape, types.contains(tensor.dtype) else {
      throw FileError(
        url, "holds no tensor '\(name)' of shape \(shape)", remedy: "delete it and run `make setup`")
    }
    return tensor.to(.float32)
  }

  /// The convolution `name`, with square kernels of `size`.
  ///
  /// TensorFlow's "same" padding of an even input is uneven where the stride is 2: a pixel more below and to the
  /// right. A leading row and column of zeros in the kernel gives the same sums with even padding.
  /// - Throws: `FileError` where a tensor is missing or has another shape.
  func convolution(
    _ name: String, _ inputs: Int, _ outputs: Int, size: Int = 1, stride: Int = 1, bias: Bool = true
  ) throws -> FrozenConvolution {
    let weight = try tensor("\(name).weight", [outputs, inputs, size, size])
    return FrozenConvolution(
      weight: stride == 2 ? weight.padded([1, 0, 1, 0]) : weight,
      bias: bias ? try tensor("\(name).bias", [outputs]) : nil, stride: stride, padding: (size - 1) / 2)
  }

  /// The convolution `name` of each channel by itself, with square kernels of `size`.
  /// - Throws: `FileError` where a tensor is missing or has another shape.
  func depthwise(
    _ name: String, _ channels: Int, size: Int, stride: Int = 1, bias: Bool = true
  ) throws -> FrozenConvolution {
    var convolution = try convolution(name, 1, channels, size: size, stride: stride, bias: bias)
    convolution.groups = channels
    return convolution
  }
}
