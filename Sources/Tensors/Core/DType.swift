/// The type of a tensor's elements; raw values are LibTorch's.
public enum DType: Int32, Sendable, CaseIterable {
  case uint8 = 0
  case int8 = 1
  case int16 = 2
  case int32 = 3
  case int64 = 4
  case float16 = 5
  case float32 = 6
  case float64 = 7
  case bool = 11
  case bfloat16 = 15

  /// Bytes an element.
  public var size: Int {
    switch self {
    case .uint8, .int8, .bool: 1
    case .int16, .float16, .bfloat16: 2
    case .int32, .float32: 4
    case .int64, .float64: 8
    }
  }
}

/// A Swift type that a tensor can hold.
public protocol TensorScalar: Sendable, BitwiseCopyable {
  /// The type's name among tensors.
  static var dtype: DType { get }
}

extension UInt8: TensorScalar {
  /// Unsigned bytes.
  public static var dtype: DType { .uint8 }
}
extension Int32: TensorScalar {
  /// 32-bit integers.
  public static var dtype: DType { .int32 }
}
extension Int64: TensorScalar {
  /// 64-bit integers.
  public static var dtype: DType { .int64 }
}
extension Float: TensorScalar {
  /// Single precision.
  public static var dtype: DType { .float32 }
}
extension Double: TensorScalar {
  /// Double precision.
  public static var dtype: DType { .float64 }
}
extension Bool: TensorScalar {
  /// Truth values, a byte each.
  public static var dtype: DType { .bool }
}
