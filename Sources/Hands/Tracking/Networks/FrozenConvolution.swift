import Tensors

/// A convolution with weights that are not learnt any more.
struct FrozenConvolution: Sendable {
  /// `[outputs, inputs / groups, size, size]`, in memory with the channels last.
  let weight: Tensor
  /// `[outputs]`, or none.
  let bias: Tensor?
  let stride: Int
  let padding: Int
  var groups = 1

  init(weight: Tensor, bias: Tensor?, stride: Int, padding: Int) {
    self.weight = weight.channelsLast()
    self.bias = bias
    self.stride = stride
    self.padding = padding
  }

  /// `[n, inputs, h, w]` to `[n, outputs, h / stride, w / stride]`.
  func callAsFunction(_ x: Tensor) -> Tensor {
    x.convolved(
      weight: weight, bias: bias, stride: [stride, stride], padding: [padding, padding], groups: groups)
  }

  /// As ``callAsFunction(_:)``, then held in 0...6 ("ReLU6").
  func clamped(_ x: Tensor) -> Tensor {
    let result = self(x)
    // Nobody else has the result yet.
    result.clampInPlace(min: 0, max: 6)
    return result
  }
}
