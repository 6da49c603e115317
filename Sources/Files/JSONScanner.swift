import Foundation

/// Finds where the members of a JSON object begin and end, without decoding them.
///
/// What lies inside a member is checked no further than its brackets and strings: decoding it checks the rest.
struct JSONScanner {
  /// Where the text stops being JSON.
  struct Failure: Error {
    let description: String
  }

  private let bytes: UnsafeRawBufferPointer
  private let end: Int
  private var position: Int

  /// Makes a scanner of the value that lies at `range` of `bytes`.
  init(bytes: UnsafeRawBufferPointer, range: Range<Int>) {
    self.bytes = bytes
    (position, end) = (range.lowerBound, range.upperBound)
  }

  /// The object's members and the places of their values; of members of the same name the last.
  mutating func members() throws -> [String: Range<Int>] {
    var places: [String: Range<Int>] = [:]
    skipSpace()
    guard take("{") else { throw failure("there is no object where one should begin") }
    skipSpace()
    if take("}") { return places }
    repeat {
      skipSpace()
      let name = try name()
      skipSpace()
      guard take(":") else { throw failure("there is no colon after '\(name)'") }
      skipSpace()
      let start = position
      try skipValue()
      places[name] = start..<position
      skipSpace()
    } while take(",")
    guard take("}") else { throw failure("an object does not go on as it should") }
    return places
  }

  /// The string that starts here, without its quotes.
  private mutating func name() throws -> String {
    let start = position
    try skipString()
    let inside = bytes[start + 1..<position - 1]
    guard inside.contains(UInt8(ascii: "\\")) else { return String(decoding: inside, as: UTF8.self) }
    guard let name = try? JSONDecoder().decode(String.self, from: Data(bytes[start..<position])) else {
      throw failure("a name is no string")
    }
    return name
  }

  private mutating func skipValue() throws {
    guard position < end else { throw failure("the text ends") }
    switch bytes[position] {
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "{"), UInt8(ascii: "["): try skipNested()
    default: try skipScalar()
    }
  }

  /// Passes over a string and its quotes.
  private mutating func skipString() throws {
    guard take("\"") else { throw failure("there is no string where a name should be") }
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    throw failure("the text ends within a string")
  }

  /// Passes over an object or an array and all in it.
  private mutating func skipNested() throws {
    var depth = 0
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        try skipString()
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      position += 1
      if depth == 0 { return }
    }
    throw failure("the text ends within brackets")
  }

  /// Passes over a number, true, false or null.
  private mutating func skipScalar() throws {
    let start = position
    while position < end, !isSpace(bytes[position]), !",}]".utf8.contains(bytes[position]) { position += 1 }
    if position == start { throw failure("a value is missing") }
  }

  private mutating func skipSpace() {
    while position < end, isSpace(bytes[position]) { position += 1 }
  }

  /// Passes over `character` if it comes next.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < end, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private func failure(_ problem: String) -> Failure {
    Failure(description: "is not valid JSON: \(problem), at byte \(min(position, end))")
  }
}
