import Tensors

/// Sines and cosines of growing frequency, with the raw input kept and without a factor of pi, as published
/// deformation networks use them: `(x, sin(2⁰x), cos(2⁰x), …, sin(2ᴸ⁻¹x), cos(2ᴸ⁻¹x))`.
public struct PositionalEncoding: Sendable, Equatable {
  /// How many frequencies there are.
  public let frequencies: Int

  /// Encodes with `frequencies` powers of two.
  public init(frequencies: Int) { self.frequencies = frequencies }

  /// The size of an encoded vector of `size` numbers.
  public func size(of size: Int) -> Int { size * (1 + 2 * frequencies) }

  /// `[..., d]` to `[..., d (1 + 2 L)]`.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    guard frequencies > 0 else { return x }
    let powers = Tensor((0..<frequencies).map { Float(1 << $0) }, shape: [frequencies, 1], device: x.device)
    let angles = x.unsqueezed(-2) * powers
    let waves = Tensor.stacked([angles.sin(), angles.cos()], dimension: -2)
    let shape = Array(x.shape.dropLast()) + [2 * frequencies * x.size(-1)]
    return .concatenated([x, waves.reshaped(shape)], dimension: -1)
  }
}
