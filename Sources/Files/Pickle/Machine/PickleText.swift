/// The literals that protocol 0 writes as lines of text, and numbers of any length.
enum PickleText {
  /// `12`, and `00` and `01`, which mean false and true.
  static func integer(_ text: String) throws(PickleProblem) -> PickleValue {
    switch text {
    case "00": return .bool(false)
    case "01": return .bool(true)
    default: return try long(text)
    }
  }

  /// `12` or `12L`.
  static func long(_ text: String) throws(PickleProblem) -> PickleValue {
    let digits = text.hasSuffix("L") ? String(text.dropLast()) : text
    if let value = Int(digits) { return .int(value) }
    let unsigned = digits.drop { $0 == "-" || $0 == "+" }
    guard !unsigned.isEmpty, unsigned.utf8.count < 1_000, unsigned.allSatisfy({ "0"..."9" ~= $0 }),
      let value = Double(digits)
    else { throw .damaged("'\(text.prefix(40))' is no whole number") }
    return .float(value)
  }

  /// A number in two's complement, little-endian, of any length.
  static func long(_ bytes: ArraySlice<UInt8>) -> PickleValue {
    let isNegative = (bytes.last ?? 0) >= 0x80
    if bytes.count <= 8 {
      let start: Int = isNegative ? -1 : 0
      return .int(bytes.reversed().reduce(start) { $0 << 8 | Int($1) })
    }
    let start: Double = isNegative ? -1 : 0
    return .float(bytes.reversed().reduce(start) { $0 * 256 + Double($1) })
  }

  /// `1.5`, `inf`, `nan`, as Python's `repr` writes them.
  static func float(_ text: String) throws(PickleProblem) -> PickleValue {
    guard let value = Double(text) else { throw .damaged("'\(text.prefix(40))' is no number") }
    return .float(value)
  }

  /// A text in quotes with backslashes, as `repr` of Python 2 writes a `str`.
  static func string(_ line: ArraySlice<UInt8>) throws(PickleProblem) -> [UInt8] {
    guard line.count >= 2, let quote = line.first, line.last == quote,
      quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    else { throw .damaged("a text stands without its quotes") }
    var rest = line.dropFirst().dropLast()
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\") { try appendEscaped(&rest, to: &bytes) } else { bytes.append(byte) }
    }
    return bytes
  }

  private static func appendEscaped(
    _ rest: inout ArraySlice<UInt8>, to bytes: inout [UInt8]
  ) throws(PickleProblem) {
    let octal = rest.prefix(3).prefix { UInt8(ascii: "0")...UInt8(ascii: "7") ~= $0 }.count
    if octal > 0 {
      bytes.append(UInt8(truncatingIfNeeded: try number(&rest, digits: octal, radix: 8)))
      return
    }
    guard let code = rest.popFirst() else { throw .damaged("a text ends in a backslash") }
    switch code {
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "a"): bytes.append(0x07)
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0C)
    case UInt8(ascii: "v"): bytes.append(0x0B)
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): bytes.append(code)
    case UInt8(ascii: "x"): bytes.append(UInt8(try number(&rest, digits: 2, radix: 16)))
    default: bytes += [UInt8(ascii: "\\"), code]
    }
  }

  /// A text in Latin-1 with `\uXXXX` and `\UXXXXXXXX`, as protocol 0 writes a `unicode`.
  static func unicode(_ line: ArraySlice<UInt8>) throws(PickleProblem) -> String {
    var rest = line
    var scalars = String.UnicodeScalarView()
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let kind = rest.first,
        let digits = [UInt8(ascii: "u"): 4, UInt8(ascii: "U"): 8][kind]
      else {
        scalars.append(Unicode.Scalar(byte))
        continue
      }
      rest = rest.dropFirst()
      guard let scalar = Unicode.Scalar(UInt32(try number(&rest, digits: digits, radix: 16))) else {
        throw .damaged("a text is not Unicode")
      }
      scalars.append(scalar)
    }
    return String(scalars)
  }

  private static func number(
    _ rest: inout ArraySlice<UInt8>, digits: Int, radix: Int
  ) throws(PickleProblem) -> Int {
    let text = String(decoding: rest.prefix(digits), as: UTF8.self)
    guard text.utf8.count == digits, let value = Int(text, radix: radix), value >= 0 else {
      throw .damaged("a text has a broken escape")
    }
    rest = rest.dropFirst(digits)
    return value
  }
}
