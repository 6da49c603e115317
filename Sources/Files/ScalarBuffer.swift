/// Numbers of one kind in a row, as a file holds them; converted when asked for.
public struct ScalarBuffer: Sendable, Equatable {
  /// The kind of the numbers.
  public let type: ScalarType
  /// The numbers, little-endian, `type.size` bytes each.
  public private(set) var bytes: [UInt8]

  /// Keeps `values` as they are.
  public init<Scalar: StoredScalar>(_ values: [Scalar]) {
    type = Scalar.scalarType
    bytes = values.withUnsafeBytes { Array($0) }
  }

  /// Wraps little-endian numbers; `bytes` must be a whole number of them.
  init(_ type: ScalarType, bytes: [UInt8]) {
    precondition(bytes.count.isMultiple(of: type.size), "a scalar buffer holds whole values")
    self.type = type
    self.bytes = bytes
  }

  /// How many numbers there are.
  public var count: Int { bytes.count / type.size }

  /// The numbers as single-precision values; whole numbers above 2^24 are rounded, booleans are 0 and 1.
  public func floats() -> [Float] {
    switch type {
    case .bool, .uint8: convert(UInt8.self) { Float($0) }
    case .int8: convert(Int8.self) { Float($0) }
    case .int16: convert(Int16.self) { Float($0) }
    case .int32: convert(Int32.self) { Float($0) }
    case .int64: convert(Int64.self) { Float($0) }
    case .uint16: convert(UInt16.self) { Float($0) }
    case .uint32: convert(UInt32.self) { Float($0) }
    case .uint64: convert(UInt64.self) { Float($0) }
    case .float16: convert(Float16.self) { Float($0) }
    case .float32: convert(Float.self) { $0 }
    case .float64: convert(Double.self) { Float($0) }
    }
  }

  /// The numbers as double-precision values; whole numbers above 2^53 are rounded, booleans are 0 and 1.
  public func doubles() -> [Double] {
    switch type {
    case .int32: convert(Int32.self) { Double($0) }
    case .int64: convert(Int64.self) { Double($0) }
    case .uint32: convert(UInt32.self) { Double($0) }
    case .uint64: convert(UInt64.self) { Double($0) }
    case .float64: convert(Double.self) { $0 }
    default: floats().map(Double.init)
    }
  }

  /// The numbers as integers; none where one has a fraction or does not fit.
  public func integers() -> [Int]? {
    switch type {
    case .bool, .uint8: convert(UInt8.self) { Int($0) }
    case .int8: convert(Int8.self) { Int($0) }
    case .int16: convert(Int16.self) { Int($0) }
    case .int32: convert(Int32.self) { Int($0) }
    case .int64: convert(Int64.self) { Int($0) }
    case .uint16: convert(UInt16.self) { Int($0) }
    case .uint32: convert(UInt32.self) { Int($0) }
    case .uint64: exact(convert(UInt64.self) { Int(exactly: $0) })
    case .float16, .float32, .float64: exact(doubles().map { Int(exactly: $0) })
    }
  }

  private func exact(_ values: [Int?]) -> [Int]? {
    let whole = values.compactMap { $0 }
    return whole.count == values.count ? whole : nil
  }

  private func convert<Stored: BitwiseCopyable, Value>(
    _ stored: Stored.Type, _ body: (Stored) -> Value
  ) -> [Value] {
    bytes.withUnsafeBytes { bytes in
      let stride = MemoryLayout<Stored>.size
      let count = bytes.count / stride
      return [Value](unsafeUninitializedCapacity: count) { values, filled in
        for index in 0..<count {
          let value = body(bytes.loadUnaligned(fromByteOffset: index * stride, as: Stored.self))
          values.initializeElement(at: index, to: value)
        }
        filled = count
      }
    }
  }
}
