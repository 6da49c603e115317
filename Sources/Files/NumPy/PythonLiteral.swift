import Foundation

/// The few Python literals that stand in a `.npy` header.
enum PythonLiteral: Equatable {
  case string(String)
  case boolean(Bool)
  case tuple([Int])
  /// A list, which only structured arrays have; its content is not kept.
  case list

  /// The entries of the dictionary that `text` consists of; none where it is something else.
  static func dictionary(in text: Data) -> [String: PythonLiteral]? {
    var parser = Parser(rest: [UInt8](text)[...])
    return parser.dictionary()
  }

  private struct Parser {
    var rest: ArraySlice<UInt8>

    mutating func dictionary() -> [String: PythonLiteral]? {
      var entries: [String: PythonLiteral] = [:]
      guard take("{") else { return nil }
      while !take("}") {
        guard let key = string(), take(":"), let value = value() else { return nil }
        entries[key] = value
        guard take(",") || next == UInt8(ascii: "}") else { return nil }
      }
      skipSpace()
      return rest.isEmpty ? entries : nil
    }

    private mutating func value() -> PythonLiteral? {
      switch next {
      case UInt8(ascii: "("): tuple().map { .tuple($0) }
      case UInt8(ascii: "["): list()
      case UInt8(ascii: "T"): take("True") ? .boolean(true) : nil
      case UInt8(ascii: "F"): take("False") ? .boolean(false) : nil
      default: string().map { .string($0) }
      }
    }

    private mutating func tuple() -> [Int]? {
      var values: [Int] = []
      guard take("(") else { return nil }
      while !take(")") {
        skipSpace()
        let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard let value = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
        rest = rest.dropFirst(digits.count)
        values.append(value)
        _ = take("L")  // Python 2 wrote long integers so.
        guard take(",") || next == UInt8(ascii: ")") else { return nil }
      }
      return values
    }

    private mutating func list() -> PythonLiteral? {
      var depth = 0
      while let byte = rest.popFirst() {
        if byte == UInt8(ascii: "[") { depth += 1 }
        if byte == UInt8(ascii: "]") { depth -= 1 }
        if depth == 0 { return .list }
      }
      return nil
    }

    private mutating func string() -> String? {
      guard let quote = next, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
      let body = rest.dropFirst().prefix { $0 != quote }
      guard body.endIndex < rest.endIndex else { return nil }
      rest = rest[(body.endIndex + 1)...]
      return String(decoding: body, as: UTF8.self)
    }

    private var next: UInt8? {
      mutating get {
        skipSpace()
        return rest.first
      }
    }

    private mutating func take(_ token: String) -> Bool {
      skipSpace()
      guard rest.starts(with: token.utf8) else { return false }
      rest = rest.dropFirst(token.utf8.count)
      return true
    }

    private mutating func skipSpace() {
      rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
    }
  }
}
