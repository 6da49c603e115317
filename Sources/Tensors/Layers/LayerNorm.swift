/// Normalises the last dimension to mean 0 and variance 1, then scales and shifts it.
public final class LayerNorm: Module {
  /// `[size]`, ones at first.
  @Parameter public var weight: Tensor
  /// `[size]`, zeros at first.
  @Parameter public var bias: Tensor
  private let epsilon: Double

  /// For a last dimension of `size`.
  public init(_ size: Int, epsilon: Double = 1e-5) {
    _weight = Parameter(.ones([size]))
    _bias = Parameter(.zeros([size]))
    self.epsilon = epsilon
  }

  /// `[..., size]` to the same shape.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    x.layerNormalized([weight.count], weight: weight, bias: bias, epsilon: epsilon)
  }
}
