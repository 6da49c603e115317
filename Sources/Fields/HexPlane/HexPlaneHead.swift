import Tensors

/// Two layers that give one kind of offset.
final class HexPlaneHead: Module {
  private let hidden: Linear
  private let output: Linear

  /// - Parameter startsAtZero: the last layer's weights are small and its bias zero.
  init(_ width: Int, _ outputs: Int, startsAtZero: Bool, generator: RandomGenerator) {
    hidden = Linear(width, width, generator: generator)
    output =
      startsAtZero
      ? Linear(weight: .randomNormal([outputs, width], generator: generator) * 1e-5, bias: .zeros([outputs]))
      : Linear(width, outputs, generator: generator)
  }

  /// `[N, width]`, activated, to `[N, outputs]`.
  func callAsFunction(_ x: Tensor) -> Tensor { output(hidden(x).relu()) }
}
