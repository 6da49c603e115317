extension PickleMachine {
  /// Carries out an instruction that names, calls or fills in something.
  mutating func executeCall(_ opcode: PickleOpcode) throws {
    switch opcode {
    case .globalText: try push(.global(PickleGlobal(module: bytes.text(), name: bytes.text())))
    case .stackGlobal:
      let (name, module) = (try text(at: pop()), try text(at: pop()))
      try push(.global(PickleGlobal(module: module, name: name)))
    case .reduce, .newObject:
      let arguments = try pop()
      let function = try global(at: pop())
      try push(call(function, elements(at: arguments)))
    case .newObjectWithKeywords:
      let (keywords, arguments) = (try pop(), try pop())
      let function = try global(at: pop())
      guard case .dictionary(let entries) = heap[keywords], entries.isEmpty else {
        throw PickleProblem("makes a '\(function.name)' with keywords, which is not known")
      }
      try push(call(function, elements(at: arguments)))
    case .instance:
      let function = try PickleGlobal(module: bytes.text(), name: bytes.text())
      try push(call(function, popToMark()))
    case .object:
      let parts = try popToMark()
      guard let first = parts.first else { throw PickleProblem.damaged("an object has no class") }
      try push(call(global(at: first), Array(parts.dropFirst())))
    case .build:
      let state = try pop()
      try build(top(), state: state)
    case .persistent: try pushStorage()
    default: throw PickleProblem("refers to values outside of the pickle, which is refused")
    }
  }

  /// The place of what a function gives.
  private mutating func call(_ function: PickleGlobal, _ arguments: [Int]) throws -> Int {
    switch function.kind {
    case .reconstructor, .newObject:
      guard let type = arguments.first else { throw PickleProblem.damaged("an object has no class") }
      return try instance(of: global(at: type))
    case .sparseMatrix, .chumpy, .joblibArray: return try instance(of: function)
    case .orderedDictionary: return try orderedDictionary(arguments)
    case .set: return try set(arguments)
    case .bytes: return try heap.add(.value(.bytes(byteString(arguments))))
    case .arrayReconstruction: return try heap.add(.emptyArray)
    case .arrayFromBuffer: return try arrayFromBuffer(arguments)
    case .arrayType: return try heap.add(.arrayType(arrayType(arguments)))
    case .scalar: return try scalar(arguments)
    case .tensor: return try tensor(arguments)
    case .parameter: return try argument(0, of: arguments)
    case .storageFromBytes: return try storage(fromBytes: argument(0, of: arguments))
    case .object, .array, .storage:
      throw PickleProblem("makes an empty '\(function.name)', which is refused")
    }
  }

  /// The place of an argument.
  func argument(_ index: Int, of arguments: [Int]) throws(PickleProblem) -> Int {
    guard arguments.indices.contains(index) else { throw .damaged("a call lacks an argument") }
    return arguments[index]
  }

  private mutating func instance(of type: PickleGlobal) throws -> Int {
    switch type.kind {
    case .sparseMatrix, .chumpy, .joblibArray: try heap.add(.instance(type, state: nil))
    case .orderedDictionary: try heap.add(.dictionary([]))
    default: throw PickleProblem("makes a '\(type.name)' in a way that is not known")
    }
  }

  /// `OrderedDict()` or, of Python 2, `OrderedDict([[key, value], ...])`.
  private mutating func orderedDictionary(_ arguments: [Int]) throws -> Int {
    let place = try heap.add(.dictionary([]))
    guard let list = arguments.first else { return place }
    for pair in try elements(at: list) {
      try heap.charge(2, size: MemoryLayout<Int>.size)
      try heap.insert(elements(at: pair), into: place)
    }
    return place
  }

  private mutating func set(_ arguments: [Int]) throws -> Int {
    let members = try arguments.first.map { try elements(at: $0) } ?? []
    try heap.charge(members.count, size: MemoryLayout<Int>.size)
    return try heap.add(.set(members))
  }

  /// `bytes()`, `bytearray(b'..')`, `bytearray('..', 'latin-1')` or `encode('..', 'latin1')`.
  private mutating func byteString(_ arguments: [Int]) throws -> [UInt8] {
    guard let first = arguments.first else { return [] }
    if arguments.count > 1 {
      let encoding = try text(at: arguments[1])
      guard ["latin1", "latin-1"].contains(encoding) else {
        throw PickleProblem("keeps bytes as '\(encoding)' text, which is not known")
      }
    }
    let bytes = try byteString(at: first)
    try heap.charge(bytes.count)
    return bytes
  }

  /// Gives an object its state.
  private mutating func build(_ place: Int, state: Int) throws {
    switch heap[place] {
    case .emptyArray: heap[place] = try arrayNode(state: state)
    case .arrayType(var type):
      try type.setState(elements(at: state), self)
      heap[place] = .arrayType(type)
    case .instance(let type, _) where type.kind == .joblibArray: heap[place] = try joblibArray(state: state)
    case .instance(let type, _): heap[place] = .instance(type, state: state)
    // Attributes that were hung on a dictionary of Python.
    case .dictionary: break
    default: throw PickleProblem.damaged("a state is given to what has none")
    }
  }
}
