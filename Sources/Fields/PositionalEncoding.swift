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
    var parts = [x]
    for power in 0..<frequencies {
      let angle = x * Double(1 << power)
      parts += [angle.sin(), angle.cos()]
    }
    return .concatenated(parts, dimension: -1)
  }
}
