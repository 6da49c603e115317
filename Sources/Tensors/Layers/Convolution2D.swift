/// Cross-correlation of `[n, inputs, h, w]` with learnt kernels.
public final class Convolution2D: Module {
  /// `[outputs, inputs / groups, size, size]`.
  @Parameter public var weight: Tensor
  /// `[outputs]`.
  @Parameter public var bias: Tensor
  private let stride: Int
  private let padding: Int
  private let groups: Int

  /// PyTorch's default: uniform within one over the root of the inputs that an output sees.
  public init(
    _ inputs: Int, _ outputs: Int, size: Int, stride: Int = 1, padding: Int = 0, groups: Int = 1,
    generator: RandomGenerator
  ) {
    let bound = 1 / Double(inputs / groups * size * size).squareRoot()
    _weight = Parameter(
      .randomUniform([outputs, inputs / groups, size, size], in: -bound..<bound, generator: generator))
    _bias = Parameter(.randomUniform([outputs], in: -bound..<bound, generator: generator))
    (self.stride, self.padding, self.groups) = (stride, padding, groups)
  }

  /// `[n, inputs, h, w]` to `[n, outputs, h', w']`.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    x.convolved(
      weight: weight, bias: bias, stride: [stride, stride], padding: [padding, padding], groups: groups)
  }
}
