/// The kinds of number that the container formats hold.
public enum ScalarType: String, Sendable, CaseIterable {
  case bool, int8, int16, int32, int64, uint8, uint16, uint32, uint64, float16, float32, float64

  /// Bytes a value.
  public var size: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .int16, .uint16, .float16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }
}

/// A Swift type with a ``ScalarType`` of its own.
public protocol StoredScalar: BitwiseCopyable, Sendable {
  /// How the container formats call it.
  static var scalarType: ScalarType { get }
}

extension Bool: StoredScalar {
  /// One byte, 0 or 1.
  public static var scalarType: ScalarType { .bool }
}

extension Int8: StoredScalar {
  /// A signed byte.
  public static var scalarType: ScalarType { .int8 }
}

extension Int16: StoredScalar {
  /// Two bytes, signed.
  public static var scalarType: ScalarType { .int16 }
}

extension Int32: StoredScalar {
  /// Four bytes, signed.
  public static var scalarType: ScalarType { .int32 }
}

extension Int64: StoredScalar {
  /// Eight bytes, signed.
  public static var scalarType: ScalarType { .int64 }
}

extension UInt8: StoredScalar {
  /// A byte.
  public static var scalarType: ScalarType { .uint8 }
}

extension UInt16: StoredScalar {
  /// Two bytes, unsigned.
  public static var scalarType: ScalarType { .uint16 }
}

extension UInt32: StoredScalar {
  /// Four bytes, unsigned.
  public static var scalarType: ScalarType { .uint32 }
}

extension UInt64: StoredScalar {
  /// Eight bytes, unsigned.
  public static var scalarType: ScalarType { .uint64 }
}

extension Float16: StoredScalar {
  /// Half precision.
  public static var scalarType: ScalarType { .float16 }
}

extension Float: StoredScalar {
  /// Single precision.
  public static var scalarType: ScalarType { .float32 }
}

extension Double: StoredScalar {
  /// Double precision.
  public static var scalarType: ScalarType { .float64 }
}
