/// Arrays of NumPy.
extension PickleMachine {
  /// `dtype('f8', align, copy)`.
  func arrayType(_ arguments: [Int]) throws -> NumPyPickleType {
    let first = try argument(0, of: arguments)
    if case .arrayType(let type) = heap[first] { return type }
    return try NumPyPickleType(text(at: first))
  }

  /// `scalar(dtype, bytes)`: a single value.
  mutating func scalar(_ arguments: [Int]) throws -> Int {
    let (type, content) = (try arrayType(at: argument(0, of: arguments)), try argument(1, of: arguments))
    guard let size = type.size else { return content }
    let bytes = try byteString(at: content)
    guard bytes.count == size else { throw PickleProblem.damaged("a single value has the wrong size") }
    let array = try type.array(bytes, shape: [], name: name)
    return try heap.add(.value(array.singleValue))
  }

  /// What `(version, shape, dtype, isFortranOrder, content)` makes of an empty array.
  mutating func arrayNode(state: Int) throws -> PickleNode {
    // Pickles of the first NumPy versions lack the leading version.
    let parts = try elements(at: state)
    let fields = parts.count == 4 ? parts : Array(parts.dropFirst())
    guard fields.count == 4 else { throw PickleProblem.damaged("an array's state is not known") }
    let shape = try shape(at: fields[0])
    let type = try arrayType(at: fields[1])
    let isFortranOrder = try integer(at: fields[2]) != 0
    guard let size = type.size else {
      return try objectArray(elements(at: fields[3]), shape: shape)
    }
    let strides = NumPyArray.strides(shape, elementSize: size, isFortranOrder: isFortranOrder)
    return try arrayNode(byteString(at: fields[3]), type: type, shape: shape, strides: strides)
  }

  /// `_frombuffer(bytes, dtype, shape, order, axes)`.
  mutating func arrayFromBuffer(_ arguments: [Int]) throws -> Int {
    let bytes = try byteString(at: argument(0, of: arguments))
    let type = try arrayType(at: argument(1, of: arguments))
    let stored = try shape(at: argument(2, of: arguments))
    let order = try text(at: argument(3, of: arguments))
    guard let size = type.size else { throw PickleProblem.damaged("Python values stand in a buffer") }
    var strides = NumPyArray.strides(stored, elementSize: size, isFortranOrder: order == "F")
    var shape = stored
    if arguments.count > 4, case .tuple(let places) = heap[arguments[4]] {
      let axes = try places.map { try integer(at: $0) }
      guard axes.sorted() == Array(stored.indices) else {
        throw PickleProblem.damaged("axes are no permutation")
      }
      shape = axes.map { stored[$0] }
      strides = axes.map { strides[$0] }
    }
    return try heap.add(arrayNode(bytes, type: type, shape: shape, strides: strides))
  }

  /// An array whose value at an index stands in `bytes` at the sum of the index times `strides`.
  mutating func arrayNode(
    _ bytes: [UInt8], type: NumPyPickleType, shape: [Int], strides: [Int]
  ) throws -> PickleNode {
    let size = type.size ?? 0
    let expected = shape.reduce(size) { $0.saturatingProduct($1) }
    guard bytes.count == expected else {
      throw PickleProblem.damaged("an array has \(bytes.count) of \(expected) bytes")
    }
    // Texts become strings, which take at least 16 bytes each.
    try heap.charge(shape.reduce(1, *), size: max(size, 16))
    let ordered = NumPyArray.gathered(bytes, shape: shape, strides: strides, elementSize: size)
    return .value(.array(try type.array(ordered, shape: shape, name: name)))
  }

  /// An array of Python values: the value itself where it has no extents, else nested lists.
  ///
  /// NumPy lists the values in C order even of an array in Fortran's.
  private mutating func objectArray(_ places: [Int], shape: [Int]) throws -> PickleNode {
    guard places.count == shape.reduce(1, *) else {
      throw PickleProblem.damaged("an array has \(places.count) values for the shape \(shape)")
    }
    guard !shape.isEmpty else { return heap[places[0]] }
    guard !places.isEmpty else { return .list([]) }
    try heap.charge(places.count, size: MemoryLayout<Int>.size)
    return .list(try nestedLists(places[...], shape[...]))
  }

  private mutating func nestedLists(
    _ places: ArraySlice<Int>, _ shape: ArraySlice<Int>
  ) throws -> [Int] {
    guard let extent = shape.first, shape.count > 1 else { return Array(places) }
    let step = places.count / extent
    return try (0..<extent).map { index in
      let start = places.startIndex + index * step
      return try heap.add(.list(nestedLists(places[start..<(start + step)], shape.dropFirst())))
    }
  }
}

extension NumPyArray {
  /// The only value of an array that has one.
  fileprivate var singleValue: PickleValue {
    switch values {
    case .strings(let strings): .string(strings.first ?? "")
    case .numbers(let buffer):
      switch buffer.type {
      case .bool: .bool(buffer.floats().first != 0)
      case .float16, .float32, .float64: .float(buffer.doubles().first ?? 0)
      default: buffer.integers()?.first.map { .int($0) } ?? .float(buffer.doubles().first ?? 0)
      }
    }
  }
}
