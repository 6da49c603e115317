import Foundation

/// A message in Protocol Buffers' wire format (protobuf.dev/programming-guides/encoding), field by field.
struct ProtocolBuffer {
  /// How a field's value is coded.
  private enum WireType: UInt64 {
    case variable = 0
    case eightBytes = 1
    case counted = 2
    case fourBytes = 5
  }

  /// The message so far.
  private(set) var bytes = Data()

  /// Adds a whole number; a negative one as its two's complement in 64 bits.
  mutating func append(_ value: Int64, field: UInt64) {
    appendTag(field, .variable)
    appendVariable(UInt64(bitPattern: value))
  }

  mutating func append(_ value: Double, field: UInt64) {
    appendTag(field, .eightBytes)
    bytes.appendLittleEndian(value.bitPattern)
  }

  mutating func append(_ value: Float, field: UInt64) {
    appendTag(field, .fourBytes)
    bytes.appendLittleEndian(value.bitPattern)
  }

  mutating func append(_ value: String, field: UInt64) { append(Data(value.utf8), field: field) }

  mutating func append(_ value: ProtocolBuffer, field: UInt64) { append(value.bytes, field: field) }

  mutating func append(_ value: Data, field: UInt64) {
    appendTag(field, .counted)
    appendVariable(UInt64(value.count))
    bytes.append(value)
  }

  private mutating func appendTag(_ field: UInt64, _ type: WireType) {
    appendVariable(field << 3 | type.rawValue)
  }

  /// Seven bits a byte from the lowest; the top bit says that more follow.
  private mutating func appendVariable(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

extension Data {
  /// Appends the bytes of `value` from the lowest.
  mutating func appendLittleEndian(_ value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
