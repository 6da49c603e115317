/// Attention in several heads with projections in and out, as in "Attention Is All You Need" (section 3.2.2).
public final class MultiHeadAttention: Module {
  private let heads: Int
  /// Projects the queries, `[size, size]`.
  public let query: Linear
  /// Projects the keys.
  public let key: Linear
  /// Projects the values.
  public let value: Linear
  /// Projects the joined heads.
  public let output: Linear

  /// `size` must be a multiple of `heads`.
  public init(_ size: Int, heads: Int, generator: RandomGenerator) {
    precondition(size % heads == 0, "attention splits its size evenly among heads")
    self.heads = heads
    query = Linear(size, size, generator: generator)
    key = Linear(size, size, generator: generator)
    value = Linear(size, size, generator: generator)
    output = Linear(size, size, generator: generator)
  }

  /// Queries `[n, length, size]` over a context `[n, other, size]` (themselves by default), to the queries' shape.
  public func callAsFunction(_ x: Tensor, context: Tensor? = nil) -> Tensor {
    let context = context ?? x
    let attended = split(query(x)).attention(keys: split(key(context)), values: split(value(context)))
    return output(attended.transposed(1, 2).reshaped(x.shape))
  }

  /// `[n, length, size]` to `[n, heads, length, size / heads]`.
  private func split(_ x: Tensor) -> Tensor {
    x.reshaped([x.size(0), x.size(1), heads, x.size(2) / heads]).transposed(1, 2)
  }
}
