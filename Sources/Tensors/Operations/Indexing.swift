/// One place of a subscript on a tensor.
public enum TensorIndex: ExpressibleByIntegerLiteral, Sendable {
  /// The whole dimension.
  case all
  /// One slice; the dimension goes. Negative counts from the end.
  case at(Int)
  /// From `start` to before `end` in steps; absent ends reach to the borders.
  case range(start: Int?, end: Int?, step: Int)
  /// A new dimension of size 1.
  case new
  /// As many whole dimensions as are missing.
  case ellipsis
  /// The slices that a tensor of int64 names, or where a tensor of Bool is true.
  case tensor(Tensor)

  /// One slice.
  public init(integerLiteral value: Int) { self = .at(value) }

  /// From the start to before `end`.
  public static func to(_ end: Int) -> TensorIndex { .range(start: nil, end: end, step: 1) }
  /// From `start` to the end.
  public static func from(_ start: Int) -> TensorIndex { .range(start: start, end: nil, step: 1) }
  /// From `range.lowerBound` to before `range.upperBound`.
  public static func range(_ range: Range<Int>, step: Int = 1) -> TensorIndex {
    .range(start: range.lowerBound, end: range.upperBound, step: step)
  }
}

extension Tensor {
  /// A part of the tensor, as a view where no tensor indexes it.
  public subscript(_ indices: TensorIndex...) -> Tensor { part(indices) }

  /// The rows where `mask` (Bool) is true, or that `mask` (int64) names.
  public subscript(_ rows: Tensor) -> Tensor { Aten.index(.tensor(self), .optionalTensors([rows])) }

  /// The slices `range` of the first dimension, as a view.
  public subscript(_ range: Range<Int>) -> Tensor { part([.range(range)]) }

  private func part(_ indices: [TensorIndex]) -> Tensor {
    var result = self
    var dimension = 0
    var tensors: [Tensor?] = []
    let used = indices.reduce(0) { used, index in
      switch index {
      case .new, .ellipsis: used
      case .tensor(let tensor) where tensor.dtype == .bool: used + tensor.rank
      default: used + 1
      }
    }
    for index in indices {
      switch index {
      case .all: dimension += 1
      case .at(let position):
        result = Aten.select(.tensor(result), .integer(dimension), .integer(position))
      case .range(let start, let end, let step):
        result = Aten.slice(
          .tensor(result), .integer(dimension), start.map(Argument.integer) ?? .none,
          end.map(Argument.integer) ?? .none, .integer(step))
        dimension += 1
      case .new:
        result = result.unsqueezed(dimension)
        dimension += 1
      case .ellipsis: dimension += rank - used
      case .tensor(let tensor):
        while tensors.count < dimension { tensors.append(nil) }
        tensors.append(tensor)
        dimension += tensor.dtype == .bool ? tensor.rank : 1
      }
    }
    return tensors.isEmpty ? result : Aten.index(.tensor(result), .optionalTensors(tensors))
  }

  /// The slices of `dimension` that `indices` (int64 or int32 vector) names.
  public func selecting(_ indices: Tensor, dimension: Int = 0) -> Tensor {
    Aten.indexSelect(.tensor(self), .integer(dimension), .tensor(indices))
  }
  /// With `values` added to the slices of `dimension` that `indices` names; repeated indices add up.
  public func adding(_ values: Tensor, at indices: Tensor, dimension: Int = 0) -> Tensor {
    Aten.indexAdd(.tensor(self), .integer(dimension), .tensor(indices), .tensor(values))
  }
  /// With `values` in place of the rows that `rows` (Bool mask or int64 indices) names.
  public func replacing(rows: Tensor, with values: Tensor) -> Tensor {
    Aten.indexPut(.tensor(self), .optionalTensors([rows]), .tensor(values))
  }
  /// `result[i][j] = self[indices[i][j]][j]` along dimension 0, and so on for others.
  public func gathered(_ indices: Tensor, dimension: Int) -> Tensor {
    Aten.gather(.tensor(self), .integer(dimension), .tensor(indices))
  }
  /// The reverse of ``gathered(_:dimension:)``: writes `source` to the places that `indices` names.
  public func scattering(_ source: Tensor, at indices: Tensor, dimension: Int) -> Tensor {
    Aten.scatter(.tensor(self), .integer(dimension), .tensor(indices), .tensor(source))
  }
  /// As ``scattering(_:at:dimension:)``, adding to what is there.
  public func scatterAdding(_ source: Tensor, at indices: Tensor, dimension: Int) -> Tensor {
    Aten.scatterAdd(.tensor(self), .integer(dimension), .tensor(indices), .tensor(source))
  }
  /// The positions of true or non-zero elements, int64 `[count, rank]`.
  public func nonzero() -> Tensor { Aten.nonzero(.tensor(self)) }
  /// The sorted elements along `dimension` and where they were (int64); equal ones keep their order.
  public func sorted(_ dimension: Int = -1, descending: Bool = false) -> (values: Tensor, indices: Tensor) {
    let results = Aten.sort.results(2, .tensor(self), true, .integer(dimension), .boolean(descending))
    return (results[0], results[1])
  }
  /// The order that sorts along `dimension`, int64; equal elements keep theirs.
  public func argsorted(_ dimension: Int = -1, descending: Bool = false) -> Tensor {
    Aten.argsort(.tensor(self), true, .integer(dimension), .boolean(descending))
  }
  /// The `count` largest (or smallest) elements along `dimension`, in order, and where they are (int64).
  public func top(_ count: Int, dimension: Int = -1, largest: Bool = true) -> (
    values: Tensor, indices: Tensor
  ) {
    let results = Aten.topk.results(
      2, .tensor(self), .integer(count), .integer(dimension), .boolean(largest))
    return (results[0], results[1])
  }
  /// Of weights: `count` indices drawn in proportion, with or without replacement, int64.
  ///
  /// They are drawn on the processor, so that a seed gives the same ones on every device.
  public func drawn(_ count: Int, replacement: Bool, generator: RandomGenerator) -> Tensor {
    Aten.multinomial(.tensor(to(.cpu)), .integer(count), .boolean(replacement), .generator(generator))
      .to(device)
  }
  /// How often each integer below `length` occurs in this vector of integers.
  public func counts(length: Int) -> Tensor { Aten.bincount(.tensor(self), nil, .integer(length)) }
}
