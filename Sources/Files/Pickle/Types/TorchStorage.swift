/// The memory behind tensors of PyTorch.
struct TorchStorage {
  /// The kind of its values.
  let type: ScalarType
  /// What the file calls it.
  let key: String
  /// Its values; none before they are read.
  var bytes: [UInt8] = []
}

/// Tensors of PyTorch, as they stand in pickles that PyTorch itself did not write (`joblib.dump`).
///
/// There a tensor is `_rebuild_tensor_v2(storage, offset, size, stride, ...)`, and the storage is
/// `_load_from_bytes(bytes)` of what `torch.save` wrote in its older form (torch/storage.py and
/// torch/serialization.py, `_legacy_save`): pickles of a magic number, a version, the machine, the storage's
/// name and the list of names; then, for each, the number of values and the values.
extension PickleMachine {
  /// The place of a tensor, as an array.
  mutating func tensor(_ arguments: [Int]) throws -> Int {
    guard case .storage(let storage) = heap[try argument(0, of: arguments)] else {
      throw PickleProblem.damaged("a tensor has no storage")
    }
    let offset = try integer(at: argument(1, of: arguments))
    let shape = try shape(at: argument(2, of: arguments))
    let steps = try elements(at: argument(3, of: arguments)).map { try integer(at: $0) }
    let size = storage.type.size
    try heap.charge(shape.reduce(size) { $0.saturatingProduct($1) })
    guard steps.count == shape.count, offset >= 0, steps.allSatisfy({ $0 >= 0 }) else {
      throw PickleProblem.damaged("a tensor's strides do not fit it")
    }
    let last = zip(shape, steps).reduce(offset) { $0.saturatingSum(max(0, $1.0 - 1).saturatingProduct($1.1)) }
    guard shape.contains(0) || last < storage.bytes.count / size else {
      throw PickleProblem.damaged("a tensor reaches beyond its storage")
    }
    let content =
      shape.contains(0)
      ? []
      : NumPyArray.gathered(
        Array(storage.bytes[(offset * size)...]), shape: shape,
        strides: steps.map { $0.saturatingProduct(size) },
        elementSize: size)
    let values = NumPyArray.Values.numbers(ScalarBuffer(storage.type, bytes: content))
    return try heap.add(.value(.array(NumPyArray(values, shape: shape, name: name))))
  }

  /// A storage that is named and whose values come later: `('storage', class, key, place, count, ...)`.
  mutating func pushStorage() throws {
    guard acceptsStorages else {
      throw PickleProblem("refers to values outside of the pickle, which is refused")
    }
    let parts = try elements(at: pop())
    guard parts.count >= 3, try text(at: parts[0]) == "storage",
      case .storage(let type) = try global(at: parts[1]).kind
    else { throw PickleProblem.damaged("a tensor's storage has no name") }
    try push(.storage(TorchStorage(type: type, key: text(at: parts[2]))))
  }

  /// The place of a storage from what `torch.save` wrote of it.
  mutating func storage(fromBytes place: Int) throws -> Int {
    let file = try byteString(at: place)
    try heap.charge(file.count, size: 2)
    var rest = file[...]
    // The magic number, the version and the machine: all machines of today are little-endian.
    for _ in 0..<3 {
      var machine = try nested(rest, acceptsStorages: false)
      _ = try machine.runToNode()
      rest = machine.bytes.rest
    }
    var machine = try nested(rest, acceptsStorages: true)
    guard case .storage(var storage) = machine.heap[try machine.runToNode()] else {
      throw PickleProblem.damaged("a tensor's storage is missing")
    }
    machine = try nested(machine.bytes.rest, acceptsStorages: false)
    _ = try machine.runToNode()
    var content = machine.bytes
    let count = try content.unsigned(8)
    storage.bytes = Array(try content.take(count.saturatingProduct(storage.type.size)))
    return try heap.add(.storage(storage))
  }
}
