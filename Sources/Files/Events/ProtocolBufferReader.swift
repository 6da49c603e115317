import Foundation

/// The fields of a message in Protocol Buffers' wire format, one after another.
struct ProtocolBufferReader {
  /// A field's value as it is coded.
  enum Value {
    case variable(UInt64)
    case eightBytes(UInt64)
    case counted(Data)
    case fourBytes(UInt32)
  }

  /// Bytes that are no message.
  struct Malformed: Error {}

  private var rest: Data

  /// Reads the message `bytes`.
  init(_ bytes: Data) { rest = bytes }

  /// The next field; none at the end.
  /// - Throws: ``Malformed``.
  mutating func next() throws -> (field: UInt64, value: Value)? {
    guard !rest.isEmpty else { return nil }
    let tag = try variable()
    let value: Value =
      switch tag & 7 {
      case 0: .variable(try variable())
      case 1: .eightBytes(try take(8).littleEndian(UInt64.self))
      case 2:
        // A number beyond Int is more than there can be.
        .counted(try take(Int(exactly: try variable()) ?? .max))
      case 5: .fourBytes(try take(4).littleEndian(UInt32.self))
      default: throw Malformed()
      }
    return (tag >> 3, value)
  }

  private mutating func variable() throws -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      guard let byte = rest.popFirst() else { break }
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
    }
    throw Malformed()
  }

  private mutating func take(_ count: Int) throws -> Data {
    guard count <= rest.count else { throw Malformed() }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}

extension Data {
  /// The number whose bytes these are, from the lowest.
  func littleEndian<Number: FixedWidthInteger>(_ type: Number.Type) -> Number {
    reversed().reduce(0) { $0 << 8 | Number($1) }
  }
}
