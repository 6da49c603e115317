extension PickleMachine {
  /// Carries out one instruction.
  mutating func execute(_ opcode: PickleOpcode) throws {
    switch opcode {
    case .stop, .mark, .pop, .popMark, .duplicate: try executeStack(opcode)
    case .putText, .put1, .put4, .memoize, .getText, .get1, .get4: try executeMemo(opcode)
    case .emptyList, .emptyDictionary, .emptyTuple, .emptySet, .list, .dictionary, .tuple, .frozenSet,
      .tuple1,
      .tuple2, .tuple3, .append, .appends, .setItem, .setItems, .addItems:
      try executeContainer(opcode)
    case .globalText, .stackGlobal, .reduce, .newObject, .newObjectWithKeywords, .instance, .object, .build,
      .persistent, .persistentText, .extension1, .extension2, .extension4:
      try executeCall(opcode)
    case .protocolVersion:
      let version = try bytes.byte()
      guard version <= 5 else {
        throw PickleProblem("is a pickle of protocol \(version); 0 to 5 are known")
      }
    // A frame only says how many bytes belong together.
    case .frame: _ = try bytes.unsigned(8)
    case .nextBuffer, .readOnlyBuffer: throw PickleProblem("keeps arrays outside of the pickle")
    default: try pushValue(literal(opcode))
    }
  }

  private mutating func executeStack(_ opcode: PickleOpcode) throws(PickleProblem) {
    switch opcode {
    case .mark: try pushMark()
    case .pop: try discard()
    case .popMark: _ = try popToMark()
    case .duplicate: try push(top())
    default: break
    }
  }

  private mutating func executeMemo(_ opcode: PickleOpcode) throws(PickleProblem) {
    switch opcode {
    case .putText: try memoize(as: memoKey())
    case .put1: try memoize(as: bytes.unsigned(1))
    case .put4: try memoize(as: bytes.unsigned(4))
    case .memoize: try memoize()
    case .getText: try recall(memoKey())
    case .get1: try recall(bytes.unsigned(1))
    default: try recall(bytes.unsigned(4))
    }
  }

  private mutating func memoKey() throws(PickleProblem) -> Int {
    guard case .int(let key) = try PickleText.long(try bytes.text()) else {
      throw .damaged("a memo has no number")
    }
    return key
  }

  private mutating func executeContainer(_ opcode: PickleOpcode) throws(PickleProblem) {
    switch opcode {
    case .emptyList: try push(.list([]))
    case .emptyDictionary: try push(.dictionary([]))
    case .emptyTuple: try push(.tuple([]))
    case .emptySet: try push(.set([]))
    case .list: try push(.list(popToMark()))
    case .tuple: try push(.tuple(popToMark()))
    case .frozenSet: try push(.set(popToMark()))
    case .tuple1: try pushTuple(1)
    case .tuple2: try pushTuple(2)
    case .tuple3: try pushTuple(3)
    case .dictionary:
      let entries = try popToMark()
      try push(.dictionary([]))
      try heap.insert(entries, into: top())
    case .append:
      let element = try pop()
      try heap.append([element], to: top())
    case .appends, .addItems:
      let elements = try popToMark()
      try heap.append(elements, to: top())
    case .setItem:
      let value = try pop()
      let key = try pop()
      try heap.insert([key, value], into: top())
    default:
      let entries = try popToMark()
      try heap.insert(entries, into: top())
    }
  }

  private mutating func pushTuple(_ count: Int) throws(PickleProblem) {
    var elements: [Int] = []
    for _ in 0..<count { elements.append(try pop()) }
    try push(.tuple(elements.reversed()))
  }

  /// The value that stands in the instruction itself.
  private mutating func literal(_ opcode: PickleOpcode) throws(PickleProblem) -> PickleValue {
    switch opcode {
    case .newTrue: return .bool(true)
    case .newFalse: return .bool(false)
    case .integerText: return try PickleText.integer(try bytes.text())
    case .longText: return try PickleText.long(try bytes.text())
    case .integer1: return .int(try bytes.unsigned(1))
    case .integer2: return .int(try bytes.unsigned(2))
    case .integer4: return PickleText.long(try bytes.take(4))
    case .long1: return PickleText.long(try bytes.counted(1))
    case .long4: return PickleText.long(try bytes.counted(4))
    case .floatText: return try PickleText.float(try bytes.text())
    case .float8:
      let pattern = try bytes.take(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return .float(Double(bitPattern: pattern))
    case .stringText: return .bytes(try PickleText.string(try bytes.line()))
    case .string1, .bytes1: return .bytes(Array(try bytes.counted(1)))
    case .string4, .bytes4: return .bytes(Array(try bytes.counted(4)))
    case .bytes8, .byteArray8: return .bytes(Array(try bytes.counted(8)))
    case .unicodeText: return .string(try PickleText.unicode(try bytes.line()))
    case .unicode1: return .string(String(decoding: try bytes.counted(1), as: UTF8.self))
    case .unicode4: return .string(String(decoding: try bytes.counted(4), as: UTF8.self))
    case .unicode8: return .string(String(decoding: try bytes.counted(8), as: UTF8.self))
    case .none: return .none
    default: throw .damaged("the instruction \(opcode) is out of place")
    }
  }
}
