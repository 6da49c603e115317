extension PickleValue {
  /// The value under the text `key` of a dictionary; none where there is none, or this is no dictionary.
  public subscript(key: String) -> PickleValue? {
    guard case .dictionary(let entries) = self else { return nil }
    return entries.last { $0.key.text == key }?.value
  }

  /// The element at `index` of a list or tuple; none where there is none.
  public subscript(index: Int) -> PickleValue? {
    guard let elements, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The texts under which a dictionary keeps values, in its order; empty for anything else.
  public var keys: [String] {
    guard case .dictionary(let entries) = self else { return [] }
    return entries.compactMap(\.key.text)
  }

  /// The elements of a list, tuple or set.
  public var elements: [PickleValue]? {
    switch self {
    case .list(let elements), .tuple(let elements), .set(let elements): elements
    default: nil
    }
  }

  /// A text, whether Python 2 or 3 wrote it; one of Python 2 is read as UTF-8, or else as Latin-1.
  public var text: String? {
    switch self {
    case .string(let text): text
    case .bytes(let bytes):
      String(validating: bytes, as: UTF8.self)
        ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    case .array(let array) where array.shape.isEmpty: (try? array.strings())?.first
    default: nil
    }
  }

  /// A number, also as an array of one value; 0 or 1 for a truth value.
  public var number: Double? {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int(let value): Double(value)
    case .float(let value): value
    case .array(let array) where array.count == 1: (try? array.doubles())?.first
    default: nil
    }
  }

  /// Numbers as an array: an array as it is, a number as one without extents, lists and tuples of equally shaped
  /// ones put together; none for anything else.
  public var numbers: NumPyArray? {
    switch self {
    case .array(let array): return array
    case .bool, .int, .float: return number.map { NumPyArray([$0], shape: []) }
    case .list(let elements), .tuple(let elements):
      let parts = elements.compactMap(\.numbers)
      guard let first = parts.first, parts.count == elements.count,
        parts.allSatisfy({ $0.shape == first.shape })
      else { return elements.isEmpty ? NumPyArray([Double](), shape: [0]) : nil }
      let values = parts.compactMap { try? $0.doubles() }
      guard values.count == parts.count else { return nil }
      return NumPyArray(Array(values.joined()), shape: [parts.count] + first.shape)
    default: return nil
    }
  }
}
