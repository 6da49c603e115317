extension Tensor {
  /// The sum over `dimensions` (all by default).
  public func sum(_ dimensions: [Int]? = nil, keepDimensions: Bool = false) -> Tensor {
    Aten.sum(.tensor(self), .optional(dimensions), .boolean(keepDimensions))
  }
  /// The mean over `dimensions` (all by default).
  public func mean(_ dimensions: [Int]? = nil, keepDimensions: Bool = false) -> Tensor {
    Aten.mean(.tensor(self), .optional(dimensions), .boolean(keepDimensions))
  }
  /// The largest element over `dimensions` (all by default).
  public func max(_ dimensions: [Int] = [], keepDimensions: Bool = false) -> Tensor {
    Aten.amax(.tensor(self), .integers(dimensions), .boolean(keepDimensions))
  }
  /// The smallest element over `dimensions` (all by default).
  public func min(_ dimensions: [Int] = [], keepDimensions: Bool = false) -> Tensor {
    Aten.amin(.tensor(self), .integers(dimensions), .boolean(keepDimensions))
  }
  /// The product over one dimension.
  public func product(_ dimension: Int, keepDimensions: Bool = false) -> Tensor {
    Aten.prod(.tensor(self), .integer(dimension), .boolean(keepDimensions))
  }
  /// The index of the largest element along `dimension`, int64.
  public func argmax(_ dimension: Int) -> Tensor { Aten.argmax(.tensor(self), .integer(dimension)) }
  /// The index of the smallest element along `dimension`, int64.
  public func argmin(_ dimension: Int) -> Tensor { Aten.argmin(.tensor(self), .integer(dimension)) }
  /// The variance over `dimensions` (all by default), divided by the count less `correction`.
  public func variance(_ dimensions: [Int]? = nil, correction: Int = 1, keepDimensions: Bool = false)
    -> Tensor
  {
    Aten.variance(.tensor(self), .optional(dimensions), .integer(correction), .boolean(keepDimensions))
  }
  /// The vector norm of `order` over `dimensions` (all by default).
  public func norm(_ dimensions: [Int]? = nil, order: Double = 2, keepDimensions: Bool = false) -> Tensor {
    Aten.norm(.tensor(self), .real(order), .optional(dimensions), .boolean(keepDimensions))
  }
  /// Sums of all elements up to each along `dimension`.
  public func cumulativeSum(_ dimension: Int) -> Tensor { Aten.cumsum(.tensor(self), .integer(dimension)) }
  /// Products of all elements up to each along `dimension`.
  public func cumulativeProduct(_ dimension: Int) -> Tensor {
    Aten.cumprod(.tensor(self), .integer(dimension))
  }
  /// log(sum(exp)) over `dimensions`, without overflow.
  public func logSumExp(_ dimensions: [Int], keepDimensions: Bool = false) -> Tensor {
    Aten.logsumexp(.tensor(self), .integers(dimensions), .boolean(keepDimensions))
  }
  /// exp, normalised to sum 1 along `dimension`.
  public func softmax(_ dimension: Int) -> Tensor { Aten.softmax(.tensor(self), .integer(dimension)) }
  /// The vectors along the last dimension at length 1; zero ones stay zero.
  public func normalized(epsilon: Double = 1e-12) -> Tensor {
    self / norm([-1], keepDimensions: true).clamped(min: epsilon)
  }
}
