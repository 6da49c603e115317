/// x weightᵀ + bias, over the last dimension.
public final class Linear: Module {
  /// `[outputs, inputs]`.
  @Parameter public var weight: Tensor
  /// `[outputs]`.
  @Parameter public var bias: Tensor

  /// PyTorch's default: both uniform within one over the root of the inputs' count.
  public convenience init(_ inputs: Int, _ outputs: Int, generator: RandomGenerator) {
    let bound = 1 / Double(inputs).squareRoot()
    self.init(
      weight: .randomUniform([outputs, inputs], in: -bound..<bound, generator: generator),
      bias: .randomUniform([outputs], in: -bound..<bound, generator: generator))
  }

  /// With given values.
  public init(weight: Tensor, bias: Tensor) {
    _weight = Parameter(weight)
    _bias = Parameter(bias)
  }

  /// `[..., inputs]` to `[..., outputs]`.
  public func callAsFunction(_ x: Tensor) -> Tensor { x.linear(weight: weight, bias: bias) }
}
