extension Tensor {
  /// The same elements in another shape; one size may be -1.
  public func reshaped(_ shape: [Int]) -> Tensor { Aten.reshape(.tensor(self), .integers(shape)) }
  /// One dimension that holds all elements.
  public func flattened() -> Tensor { reshaped([-1]) }
  /// The dimensions in another order.
  public func permuted(_ order: [Int]) -> Tensor { Aten.permute(.tensor(self), .integers(order)) }
  /// Two dimensions exchanged, by default the last two.
  public func transposed(_ a: Int = -2, _ b: Int = -1) -> Tensor {
    Aten.transpose(.tensor(self), .integer(a), .integer(b))
  }
  /// With a new dimension of size 1 before `dimension`.
  public func unsqueezed(_ dimension: Int) -> Tensor { Aten.unsqueeze(.tensor(self), .integer(dimension)) }
  /// Without `dimension`, if its size is 1.
  public func squeezed(_ dimension: Int) -> Tensor { Aten.squeeze(.tensor(self), .integer(dimension)) }
  /// Dimensions of size 1 seen as larger ones, without a copy; -1 keeps a size.
  public func expanded(_ shape: [Int]) -> Tensor { Aten.expand(.tensor(self), .integers(shape)) }
  /// The whole repeated along each dimension.
  public func repeated(_ counts: [Int]) -> Tensor { Aten.repeat(.tensor(self), .integers(counts)) }
  /// Each slice along `dimension` repeated `count` times.
  public func repeatedInterleaved(_ count: Int, dimension: Int) -> Tensor {
    Aten.repeatInterleave(.tensor(self), .integer(count), .integer(dimension))
  }
  /// In reverse along `dimensions`.
  public func flipped(_ dimensions: [Int]) -> Tensor { Aten.flip(.tensor(self), .integers(dimensions)) }
  /// Row-major, copied only if it is not already.
  public func contiguous() -> Tensor { Aten.contiguous(.tensor(self)) }
  /// Of `[n, c, h, w]`: the same in memory ordered n, h, w, c, copied only if it is not already.
  ///
  /// LibTorch's convolutions on processors are fastest so, and give results in the same order.
  public func channelsLast() -> Tensor {
    // The number is LibTorch's for this memory format.
    Aten.contiguous(.tensor(self), 2)
  }
  /// A copy with storage of its own, still in the graph.
  public func copied() -> Tensor { Aten.clone(.tensor(self)) }
  /// The same elements outside the graph; storage is shared.
  public func detached() -> Tensor { Aten.detach(.tensor(self)) }
  /// Elements converted to `type`, copied only if they are of another.
  public func to(_ type: DType) -> Tensor {
    type == dtype ? self : Aten.toType(.tensor(self), .type(type))
  }
  /// The same bytes read as another type; the last dimension's size changes with the elements' size.
  public func viewed(as type: DType) -> Tensor { Aten.view(.tensor(self), .type(type)) }
  /// Moved to `device`, copied only if it is elsewhere.
  public func to(_ device: Device) -> Tensor {
    device == self.device ? self : Aten.toDevice(.tensor(self), .device(device), .type(dtype))
  }
  /// Tensors joined along a dimension that they have.
  public static func concatenated(_ tensors: [Tensor], dimension: Int = 0) -> Tensor {
    Aten.cat(.tensors(tensors), .integer(dimension))
  }
  /// Tensors of one shape joined along a new dimension.
  public static func stacked(_ tensors: [Tensor], dimension: Int = 0) -> Tensor {
    Aten.stack(.tensors(tensors), .integer(dimension))
  }
  /// Consecutive parts of these sizes along `dimension`.
  public func split(_ sizes: [Int], dimension: Int = 0) -> [Tensor] {
    let parts = Aten.split.list(
      capacity: sizes.count, .tensor(self), .integers(sizes), .integer(dimension))
    return parts.count == sizes.count ? parts : Array(repeating: .failed, count: sizes.count)
  }
  /// How borders are filled.
  public enum Padding: String, Sendable {
    case constant, reflect, replicate
  }
  /// With borders: two widths (before, after) a dimension, from the last dimension backwards.
  public func padded(_ widths: [Int], _ mode: Padding = .constant, value: Double = 0) -> Tensor {
    Aten.pad(
      .tensor(self), .integers(widths), .string(mode.rawValue), mode == .constant ? .real(value) : .none)
  }
}
