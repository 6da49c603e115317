/// Arrays that joblib (`joblib.dump`) writes into the file beside the pickle's instructions.
///
/// The layout is that of `NumpyArrayWrapper` in joblib/numpy_pickle.py: after the wrapper's state come, where it
/// states an alignment, a byte with the number of padding bytes and that padding; then the values.
extension PickleMachine {
  /// The array that a wrapper with the attributes at `state` announces; its bytes come next.
  mutating func joblibArray(state: Int) throws -> PickleNode {
    let shape = try shape(at: requiredEntry("shape", of: state))
    let type = try arrayType(at: requiredEntry("dtype", of: state))
    let isFortranOrder = try text(at: requiredEntry("order", of: state)) == "F"
    guard let size = type.size else { return try nestedPickle() }
    if let alignment = try entry("numpy_array_alignment_bytes", of: state),
      case .value(.int) = heap[alignment]
    {
      _ = try bytes.counted(1)
    }
    let content = try bytes.take(shape.reduce(size) { $0.saturatingProduct($1) })
    let strides = NumPyArray.strides(shape, elementSize: size, isFortranOrder: isFortranOrder)
    return try arrayNode(Array(content), type: type, shape: shape, strides: strides)
  }

  /// An array of Python values, which is a pickle of its own.
  private mutating func nestedPickle() throws -> PickleNode {
    var machine = try nested(bytes.rest, acceptsStorages: false)
    let value = try machine.run()
    bytes = machine.bytes
    return .value(value)
  }
}
