/// Makes plain values of what a ``PickleMachine`` has built.
///
/// Values that the pickle refers to several times are made once and shared.
struct PickleBuilder {
  private enum Progress {
    case begun
    /// Made, with the number of values that it would be without sharing.
    case done(PickleValue, size: Int)
  }

  private var heap: PickleHeap
  private let name: String
  private var progress: [Int: Progress] = [:]

  /// Deeper values are refused: reading them recursively would fill the stack.
  private static let maximumDepth = 200
  private static let maximumSize = 1 << 24

  init(heap: PickleHeap, name: String) {
    self.heap = heap
    self.name = name
  }

  /// The value at a place.
  mutating func value(_ place: Int) throws -> PickleValue { try value(place, depth: 0).value }

  private mutating func value(_ place: Int, depth: Int) throws -> (value: PickleValue, size: Int) {
    guard depth < Self.maximumDepth else {
      throw PickleProblem("is nested more than \(Self.maximumDepth) deep")
    }
    if case .value(let value) = heap[place] { return (value, 1) }
    switch progress[place] {
    case .done(let value, let size): return (value, size)
    case .begun: throw PickleProblem.containsItself
    case nil: break
    }
    progress[place] = .begun
    let made = try make(heap[place], depth: depth)
    guard made.size < Self.maximumSize else { throw PickleProblem.tooLarge }
    progress[place] = .done(made.value, size: made.size)
    return made
  }

  private mutating func make(_ node: PickleNode, depth: Int) throws -> (value: PickleValue, size: Int) {
    switch node {
    case .value(let value): return (value, 1)
    case .list(let places):
      let (values, size) = try values(places, depth: depth)
      return (.list(values), size)
    case .tuple(let places):
      let (values, size) = try values(places, depth: depth)
      return (.tuple(values), size)
    case .set(let places):
      let (values, size) = try values(places, depth: depth)
      return (.set(values), size)
    case .dictionary(let places):
      let (values, size) = try values(places, depth: depth)
      let entries = stride(from: 0, to: values.count, by: 2).map {
        PickleValue.Entry(key: values[$0], value: values[$0 + 1])
      }
      return (.dictionary(entries), size)
    case .global(let global): return (.object(.init(type: global.name, state: .none)), 1)
    case .instance(let type, let state): return try instance(type, state, depth: depth)
    case .emptyArray: throw PickleProblem.damaged("an array has no content")
    case .arrayType, .storage: throw PickleProblem.damaged("a part of an array stands alone")
    }
  }

  private mutating func values(_ places: [Int], depth: Int) throws -> (values: [PickleValue], size: Int) {
    var values: [PickleValue] = []
    var size = 1
    values.reserveCapacity(places.count)
    for place in places {
      let made = try value(place, depth: depth + 1)
      values.append(made.value)
      size = size.saturatingSum(made.size)
    }
    return (values, size)
  }

  private mutating func instance(
    _ type: PickleGlobal, _ state: Int?, depth: Int
  ) throws -> (value: PickleValue, size: Int) {
    let (attributes, size) = try state.map { try value($0, depth: depth + 1) } ?? (.none, 1)
    switch type.kind {
    case .sparseMatrix(let byColumns):
      let matrix = try SparseMatrix(attributes, byColumns: byColumns)
      try heap.charge(matrix.count, size: MemoryLayout<Double>.size)
      return (.array(matrix.dense(name: name)), 1)
    default:
      let array = try ChumpyExpression.array(type: type.name, state: attributes, name: name) { count in
        try heap.charge(count, size: MemoryLayout<Double>.size)
      }
      if let array { return (.array(array), 1) }
      return (.object(.init(type: type.name, state: attributes)), size.saturatingSum(1))
    }
  }
}
