import Foundation

/// What stands before the values in a `.npy` file.
struct NumPyHeader {
  /// The kind of the values.
  enum Element: Equatable {
    case number(ScalarType)
    /// UTF-32 code points, `length` a string.
    case string(length: Int)
    /// Python values, which follow as one pickle.
    case object

    /// Bytes a value; none are told of Python values.
    var size: Int {
      switch self {
      case .number(let type): type.size
      case .string(let length): length * 4
      case .object: 0
      }
    }
  }

  let element: Element
  let isFortranOrder: Bool
  let shape: [Int]
  /// Bytes before the first value.
  let length: Int

  static let magic = Data([0x93] + Array("NUMPY".utf8))
  /// NumPy itself refuses longer headers.
  private static let maximumLength = 10_000
  /// NumPy's own limit is 64.
  static let maximumRank = 64

  init(decoding data: Data, name: String) throws {
    guard data.starts(with: Self.magic) else { throw FileError(name, "is not a NumPy array") }
    let bytes = [UInt8](data.prefix(12))
    guard bytes.count == 12 else { throw FileError(name, "is cut short in its header") }
    let fieldLength = bytes[6] == 1 ? 2 : 4
    guard (1...3).contains(bytes[6]) else {
      throw FileError(name, "is of .npy version \(bytes[6]).\(bytes[7]); versions 1 to 3 are known")
    }
    let textLength = (0..<fieldLength).reduce(0) { $0 | Int(bytes[8 + $1]) << (8 * $1) }
    guard textLength <= Self.maximumLength else {
      throw FileError(name, "has a header of \(textLength) bytes; at most \(Self.maximumLength) are taken")
    }
    length = 8 + fieldLength + textLength
    guard data.count >= length else { throw FileError(name, "is cut short in its header") }
    let text = data.dropFirst(8 + fieldLength).prefix(textLength)

    guard let fields = PythonLiteral.dictionary(in: text), case .tuple(let extents) = fields["shape"],
      case .boolean(let isFortranOrder) = fields["fortran_order"], let description = fields["descr"]
    else { throw FileError(name, "has a header that is not NumPy's") }
    guard case .string(let typeCode) = description else {
      throw FileError(name, "is a structured array", remedy: "save each of its fields as an array")
    }
    guard extents.count <= Self.maximumRank, extents.reduce(1, { $0.saturatingProduct(max(1, $1)) }) < .max
    else {
      throw FileError(name, "has a shape that cannot be: \(extents)")
    }
    element = try Self.element(typeCode, name: name)
    self.isFortranOrder = isFortranOrder
    shape = extents
  }

  /// The header of a file of such values in C order, padded so that the values start at a multiple of 64.
  static func encoded(_ element: Element, shape: [Int]) -> Data {
    let extents = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var text = "{'descr': '\(typeCode(element))', 'fortran_order': False, 'shape': (\(extents)), }"
    let unpadded = magic.count + 4 + text.utf8.count + 1
    text += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    let length = UInt16(text.utf8.count)
    return magic + [1, 0, UInt8(length & 0xFF), UInt8(length >> 8)] + Data(text.utf8)
  }

  private static let codes: [(code: String, type: ScalarType)] = [
    ("b1", .bool), ("i1", .int8), ("i2", .int16), ("i4", .int32), ("i8", .int64), ("u1", .uint8),
    ("u2", .uint16), ("u4", .uint32), ("u8", .uint64), ("f2", .float16), ("f4", .float32),
    ("f8", .float64),
  ]

  /// The kind of number that NumPy calls `code`, without its byte order: `f8`.
  static func scalarType(_ code: String) -> ScalarType? { codes.first { $0.code == code }?.type }

  private static func typeCode(_ element: Element) -> String {
    switch element {
    case .string(let length): "<U\(length)"
    case .object: "|O"
    // Each type stands in the table.
    case .number(let type): (type.size == 1 ? "|" : "<") + codes.first { $0.type == type }!.code
    }
  }

  private static func element(_ typeCode: String, name: String) throws -> Element {
    let order = typeCode.first ?? " "
    let code = "<>|=".contains(order) ? String(typeCode.dropFirst()) : typeCode
    let number = scalarType(code)
    let textLength = code.hasPrefix("U") ? Int(code.dropFirst()) : nil
    if order == ">" && (number?.size ?? 4) > 1 {
      throw FileError(name, "holds big-endian values ('\(typeCode)')", remedy: "save it little-endian")
    }
    if let number { return .number(number) }
    if let textLength, (1...1_000_000).contains(textLength) { return .string(length: textLength) }
    if code.hasPrefix("O") { return .object }
    throw FileError(name, "holds values of the unknown kind '\(typeCode)'")
  }
}
