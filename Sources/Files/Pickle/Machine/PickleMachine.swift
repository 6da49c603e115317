/// Carries out the instructions of a pickle.
///
/// A pickle is a program for a machine with a stack and a memo
/// (https://github.com/python/cpython/blob/main/Lib/pickletools.py). Python's machine calls whatever function the
/// program names; this one knows a fixed list of them (``PickleGlobal``) and carries those out itself.
struct PickleMachine {
  /// What errors and arrays call the file.
  let name: String
  var bytes: PickleBytes
  var heap: PickleHeap
  private(set) var stack: [Int] = []
  private var marks: [Int] = []
  private var memo: [Int: Int] = [:]
  private let maximumSize: Int
  private var isNested = false
  /// Whether storages of PyTorch outside of the pickle may be named.
  private(set) var acceptsStorages = false

  private static let maximumDepth = 1 << 22

  init(_ bytes: ArraySlice<UInt8>, maximumSize: Int, name: String) {
    self.bytes = PickleBytes(rest: bytes)
    self.maximumSize = maximumSize
    self.name = name
    heap = PickleHeap(maximumSize: maximumSize)
  }

  /// The value that the pickle builds; ``bytes`` then begins after it.
  mutating func run() throws -> PickleValue {
    let result = try runToNode()
    var builder = PickleBuilder(heap: heap, name: name)
    return try builder.value(result)
  }

  /// The place of what the pickle builds.
  mutating func runToNode() throws -> Int {
    while true {
      let code = try bytes.byte()
      guard let opcode = PickleOpcode(rawValue: code) else {
        throw PickleProblem.damaged("the byte \(code) is no instruction")
      }
      if opcode == .stop { return try pop() }
      try execute(opcode)
    }
  }

  // MARK: - Stack

  mutating func push(_ place: Int) throws(PickleProblem) {
    guard stack.count < Self.maximumDepth else { throw .damaged("its stack overflows") }
    stack.append(place)
  }

  mutating func push(_ node: PickleNode) throws(PickleProblem) { try push(heap.add(node)) }

  mutating func pushValue(_ value: PickleValue) throws(PickleProblem) { try push(.value(value)) }

  /// Takes what lies on top, which must lie above the last mark.
  mutating func pop() throws(PickleProblem) -> Int {
    guard stack.count > marks.last ?? 0, let place = stack.popLast() else {
      throw .damaged("its stack is empty")
    }
    return place
  }

  /// What lies on top, left there.
  func top() throws(PickleProblem) -> Int {
    guard stack.count > marks.last ?? 0, let place = stack.last else { throw .damaged("its stack is empty") }
    return place
  }

  mutating func pushMark() throws(PickleProblem) {
    guard marks.count < Self.maximumDepth else { throw .damaged("its stack overflows") }
    marks.append(stack.count)
  }

  /// Takes all that lies above the last mark, and the mark.
  mutating func popToMark() throws(PickleProblem) -> [Int] {
    guard let mark = marks.popLast() else { throw .damaged("a mark is missing") }
    let taken = Array(stack[mark...])
    stack.removeSubrange(mark...)
    return taken
  }

  /// As Python has it, takes the mark where nothing lies above it.
  mutating func discard() throws(PickleProblem) {
    if let mark = marks.last, mark == stack.count { marks.removeLast() } else { _ = try pop() }
  }

  // MARK: - Memo

  mutating func memoize(as key: Int? = nil) throws(PickleProblem) {
    guard memo.count < Self.maximumDepth else { throw .damaged("its memo overflows") }
    memo[key ?? memo.count] = try top()
  }

  mutating func recall(_ key: Int) throws(PickleProblem) {
    guard let place = memo[key] else {
      throw .damaged("it refers to the value \(key), which it has not built")
    }
    try push(place)
  }

  // MARK: - Nested pickles

  /// A machine for a pickle inside this one's bytes; one inside that is refused.
  ///
  /// - Parameter acceptsStorages: Whether it may name storages of PyTorch that lie outside of it.
  func nested(_ bytes: ArraySlice<UInt8>, acceptsStorages: Bool) throws(PickleProblem) -> PickleMachine {
    guard !isNested else { throw .damaged("pickles are nested in pickles") }
    var machine = PickleMachine(bytes, maximumSize: maximumSize, name: name)
    machine.isNested = true
    machine.acceptsStorages = acceptsStorages
    return machine
  }
}
