/// The values that a pickle has built so far, with limits against pickles made to fill the memory.
///
/// References are places in one array, so that values nested a million deep can be let go without recursion.
struct PickleHeap {
  private(set) var nodes: [PickleNode] = []
  /// Bytes that copies may still take.
  private var budget: Int

  private static let maximumNodes = 1 << 22

  init(maximumSize: Int) { budget = maximumSize }

  /// Keeps a node, and gives its place.
  mutating func add(_ node: PickleNode) throws(PickleProblem) -> Int {
    guard nodes.count < Self.maximumNodes else {
      throw PickleProblem("holds more than \(Self.maximumNodes) values")
    }
    nodes.append(node)
    return nodes.count - 1
  }

  /// The node at a place, which must be one that ``add(_:)`` gave.
  subscript(place: Int) -> PickleNode {
    get { nodes[place] }
    set { nodes[place] = newValue }
  }

  /// Takes note of memory for `count` values of `size` bytes that the file's own bytes do not bound.
  mutating func charge(_ count: Int, size: Int = 1) throws(PickleProblem) {
    let bytes = count.saturatingProduct(size)
    guard bytes <= budget else { throw .tooLarge }
    budget -= bytes
  }

  /// Adds to the places that a list or set holds.
  mutating func append(_ places: some Sequence<Int>, to container: Int) throws(PickleProblem) {
    switch nodes[container] {
    case .list(var elements):
      // Emptied first, so that the array is not copied.
      nodes[container] = .value(.none)
      elements.append(contentsOf: places)
      nodes[container] = .list(elements)
    case .set(var elements):
      nodes[container] = .value(.none)
      elements.append(contentsOf: places)
      nodes[container] = .set(elements)
    default: throw .damaged("something is appended to what is no list")
    }
  }

  /// Adds keys and values in turn to a dictionary.
  mutating func insert(_ places: some Collection<Int>, into dictionary: Int) throws(PickleProblem) {
    guard case .dictionary(var entries) = nodes[dictionary], places.count.isMultiple(of: 2) else {
      throw .damaged("a key is set in what is no dictionary")
    }
    nodes[dictionary] = .value(.none)
    entries.append(contentsOf: places)
    nodes[dictionary] = .dictionary(entries)
  }
}
