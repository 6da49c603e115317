/// What stands at a place, where a call needs it to be of a certain kind.
extension PickleMachine {
  /// The places in a tuple or list.
  func elements(at place: Int) throws(PickleProblem) -> [Int] {
    switch heap[place] {
    case .tuple(let elements), .list(let elements): return elements
    default: throw .damaged("a call has no arguments")
    }
  }

  /// A whole number.
  func integer(at place: Int) throws(PickleProblem) -> Int {
    switch heap[place] {
    case .value(.int(let value)): return value
    case .value(.bool(let value)): return value ? 1 : 0
    default: throw .damaged("a whole number is missing")
    }
  }

  /// A tuple of extents, whose product fits.
  func shape(at place: Int) throws(PickleProblem) -> [Int] {
    if case .value(.int(let extent)) = heap[place] { return try checked(shape: [extent]) }
    var shape: [Int] = []
    for element in try elements(at: place) { shape.append(try integer(at: element)) }
    return try checked(shape: shape)
  }

  private func checked(shape: [Int]) throws(PickleProblem) -> [Int] {
    guard shape.count <= NumPyHeader.maximumRank, shape.allSatisfy({ $0 >= 0 }),
      shape.reduce(1, { $0.saturatingProduct(max(1, $1)) }) < .max
    else { throw .damaged("an array has a shape that cannot be") }
    return shape
  }

  /// A text.
  func text(at place: Int) throws(PickleProblem) -> String {
    guard case .value(let value) = heap[place], let text = value.text else {
      throw .damaged("a text is missing")
    }
    return text
  }

  /// Bytes, which Python 3 may have written as a text of Latin-1 letters.
  func byteString(at place: Int) throws(PickleProblem) -> [UInt8] {
    switch heap[place] {
    case .value(.bytes(let bytes)): return bytes
    case .value(.string(let text)):
      let bytes = text.unicodeScalars.compactMap { UInt8(exactly: $0.value) }
      guard bytes.count == text.unicodeScalars.count else { throw .damaged("a text is not of bytes") }
      return bytes
    default: throw .damaged("bytes are missing")
    }
  }

  /// The kind of an array's values.
  func arrayType(at place: Int) throws(PickleProblem) -> NumPyPickleType {
    guard case .arrayType(let type) = heap[place] else { throw .damaged("an array has no type") }
    return type
  }

  /// A class or function.
  func global(at place: Int) throws(PickleProblem) -> PickleGlobal {
    guard case .global(let global) = heap[place] else { throw .damaged("what is called is no function") }
    return global
  }

  /// The place of what a dictionary keeps under a text.
  func entry(_ key: String, of dictionary: Int) throws(PickleProblem) -> Int? {
    guard case .dictionary(let entries) = heap[dictionary] else {
      throw .damaged("an object has no dictionary of attributes")
    }
    for index in stride(from: entries.count - 2, through: 0, by: -2) {
      if case .value(let found) = heap[entries[index]], found.text == key { return entries[index + 1] }
    }
    return nil
  }

  /// The place of what a dictionary must keep under a text.
  func requiredEntry(_ key: String, of dictionary: Int) throws(PickleProblem) -> Int {
    guard let place = try entry(key, of: dictionary) else { throw .damaged("an object has no '\(key)'") }
    return place
  }
}
