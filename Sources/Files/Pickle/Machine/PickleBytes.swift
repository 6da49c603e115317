/// The bytes of a pickle, read from front to back.
struct PickleBytes {
  private(set) var rest: ArraySlice<UInt8>

  /// The next `count` bytes.
  mutating func take(_ count: Int) throws(PickleProblem) -> ArraySlice<UInt8> {
    guard count >= 0, count <= rest.count else { throw .cutShort }
    let taken = rest.prefix(count)
    rest = rest.dropFirst(count)
    return taken
  }

  /// The next byte.
  mutating func byte() throws(PickleProblem) -> UInt8 {
    guard let byte = rest.popFirst() else { throw .cutShort }
    return byte
  }

  /// An unsigned little-endian number of `size` bytes, at most 8.
  mutating func unsigned(_ size: Int) throws(PickleProblem) -> Int {
    let value = try take(size).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard let count = Int(exactly: value) else { throw .cutShort }
    return count
  }

  /// Bytes that follow their number, which has `size` bytes.
  mutating func counted(_ size: Int) throws(PickleProblem) -> ArraySlice<UInt8> {
    let count = try unsigned(size)
    return try take(count)
  }

  /// A line, without its line feed.
  mutating func line() throws(PickleProblem) -> ArraySlice<UInt8> {
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { throw .cutShort }
    let line = rest[..<end]
    rest = rest[(end + 1)...]
    return line.last == UInt8(ascii: "\r") ? line.dropLast() : line
  }

  /// A line of ASCII.
  mutating func text() throws(PickleProblem) -> String { String(decoding: try line(), as: UTF8.self) }
}
