extension Tensor {
  /// Memory that nothing has been written to.
  public static func empty(_ shape: [Int], _ type: DType = .float32, device: Device = .cpu) -> Tensor {
    Aten.empty(.integers(shape), .type(type), nil, .device(device))
  }

  /// A tensor of zeros.
  public static func zeros(_ shape: [Int], _ type: DType = .float32, device: Device = .cpu) -> Tensor {
    full(shape, 0, type, device: device)
  }

  /// A tensor of ones.
  public static func ones(_ shape: [Int], _ type: DType = .float32, device: Device = .cpu) -> Tensor {
    full(shape, 1, type, device: device)
  }

  /// A tensor filled with `value`.
  public static func full(
    _ shape: [Int], _ value: Double, _ type: DType = .float32, device: Device = .cpu
  ) -> Tensor {
    Aten.full(.integers(shape), .real(value), .type(type), nil, .device(device))
  }

  /// A tensor of no dimensions that holds `value`.
  public init(_ value: Double, _ type: DType = .float32, device: Device = .cpu) {
    self = .full([], value, type, device: device)
  }

  /// `start`, `start + 1`, … below `end`, as 64-bit integers unless another type is named.
  public static func arange(
    _ start: Int = 0, to end: Int, by step: Int = 1, _ type: DType = .int64, device: Device = .cpu
  ) -> Tensor {
    Aten.arange(.integer(start), .integer(end), .integer(step), .type(type), nil, .device(device))
  }

  /// `count` numbers evenly spaced from `start` to `end`, both included.
  public static func linspace(
    _ start: Double, _ end: Double, count: Int, _ type: DType = .float32, device: Device = .cpu
  ) -> Tensor {
    Aten.linspace(.real(start), .real(end), .integer(count), .type(type), nil, .device(device))
  }

  /// The identity matrix of `size` rows.
  public static func identity(_ size: Int, _ type: DType = .float32, device: Device = .cpu) -> Tensor {
    Aten.eye(.integer(size), .type(type), nil, .device(device))
  }

  /// Draws from the normal distribution of mean 0 and standard deviation 1.
  public static func randomNormal(
    _ shape: [Int], _ type: DType = .float32, generator: RandomGenerator
  ) -> Tensor {
    Aten.normal(.tensor(empty(shape, type)), 0.0, 1.0, .generator(generator))
  }

  /// Draws uniformly from `range`.
  public static func randomUniform(
    _ shape: [Int], in range: Range<Double> = 0..<1, _ type: DType = .float32, generator: RandomGenerator
  ) -> Tensor {
    Aten.uniform(
      .tensor(empty(shape, type)), .real(range.lowerBound), .real(range.upperBound), .generator(generator))
  }

  /// Draws 64-bit integers from 0 up to, not including, `bound`.
  public static func randomIntegers(below bound: Int, _ shape: [Int], generator: RandomGenerator) -> Tensor {
    Aten.random(.tensor(empty(shape, .int64)), .integer(bound), .generator(generator))
  }

  /// The integers below `count` in random order, int64.
  public static func randomPermutation(_ count: Int, generator: RandomGenerator) -> Tensor {
    Aten.randperm(.integer(count), .generator(generator), .type(.int64))
  }

  /// Zeros of this tensor's shape, type and device.
  public func zerosLike() -> Tensor { .zeros(shape, dtype, device: device) }

  /// Ones of this tensor's shape, type and device.
  public func onesLike() -> Tensor { .ones(shape, dtype, device: device) }
}
