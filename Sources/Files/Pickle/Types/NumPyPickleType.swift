/// NumPy's `dtype` as pickles hold it: a code such as `f8`, and a state that tells the byte order.
struct NumPyPickleType: Equatable {
  enum Kind: Equatable {
    case number(ScalarType)
    /// UTF-32 code points, `length` a text.
    case text(length: Int)
    /// Bytes, `length` a text.
    case byteText(length: Int)
    /// Any Python value.
    case object
  }

  private(set) var kind: Kind
  private(set) var isBigEndian = false

  private static let maximumTextLength = 1_000_000

  /// The type that NumPy calls `code`.
  init(_ code: String) throws(PickleProblem) {
    let name = code.drop { "<>|=".contains($0) }
    isBigEndian = code.first == ">"
    if let type = NumPyHeader.scalarType(String(name)) {
      kind = .number(type)
    } else if name == "?" {
      kind = .number(.bool)
    } else if name == "O" || name == "O8" || name == "O4" {
      kind = .object
    } else if let length = Int(name.dropFirst()), 0...Self.maximumTextLength ~= length, name.first == "U" {
      kind = .text(length: length)
    } else if let length = Int(name.dropFirst()), 0...Self.maximumTextLength ~= length, name.first == "S" {
      kind = .byteText(length: length)
    } else {
      throw PickleProblem("holds an array of the kind '\(code.prefix(20))', which is not known")
    }
  }

  /// Bytes a value, as they stand in the file; none for Python values.
  var size: Int? {
    switch kind {
    case .number(let type): type.size
    case .text(let length): length * 4
    case .byteText(let length): length
    case .object: nil
    }
  }

  /// Takes the byte order from `(version, order, subtype, names, ...)`.
  mutating func setState(_ state: [Int], _ machine: PickleMachine) throws {
    let order = try machine.text(at: machine.argument(1, of: state))
    for index in [2, 3] where index < state.count {
      guard case .value(.none) = machine.heap[state[index]] else {
        throw PickleProblem("holds a structured array", remedy: "save each of its fields as an array")
      }
    }
    isBigEndian = order == ">"
  }

  /// An array of values that stand in `bytes` in C order.
  ///
  /// `kind` must not be that of Python values, and `bytes` must have the size of the array.
  func array(_ bytes: [UInt8], shape: [Int], name: String) throws -> NumPyArray {
    switch kind {
    case .number(let type):
      let native = isBigEndian ? swapped(bytes, size: type.size) : bytes
      return NumPyArray(.numbers(ScalarBuffer(type, bytes: native)), shape: shape, name: name)
    case .text(let length):
      let native = isBigEndian ? swapped(bytes, size: 4) : bytes
      let texts = try texts(native, size: length * 4, count: shape.reduce(1, *)) {
        try NumPyArray.string($0, name: name)
      }
      return NumPyArray(texts, shape: shape, name: name)
    case .byteText(let length):
      let texts = texts(bytes, size: length, count: shape.reduce(1, *)) { bytes in
        PickleValue.bytes(Array(bytes[..<(bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? bytes.startIndex)]))
          .text
          ?? ""
      }
      return NumPyArray(texts, shape: shape, name: name)
    case .object: throw PickleProblem.damaged("an array of Python values has no values")
    }
  }

  private func texts(
    _ bytes: [UInt8], size: Int, count: Int, _ text: (ArraySlice<UInt8>) throws -> String
  ) rethrows -> [String] {
    try (0..<count).map { try text(bytes[($0 * size)..<(($0 + 1) * size)]) }
  }

  private func swapped(_ bytes: [UInt8], size: Int) -> [UInt8] {
    if size == 1 { return bytes }
    var result = bytes
    for start in stride(from: 0, to: bytes.count, by: size) { result[start..<(start + size)].reverse() }
    return result
  }
}
