/// A value while a pickle is being read: containers hold places in the ``PickleHeap``, as Python's hold references.
enum PickleNode {
  /// What no instruction changes any more.
  case value(PickleValue)
  case list([Int])
  case tuple([Int])
  case set([Int])
  /// Keys and values in turn.
  case dictionary([Int])
  /// A class or function that may be named.
  case global(PickleGlobal)
  /// The kind of an array's values.
  case arrayType(NumPyPickleType)
  /// An array before it is given its content.
  case emptyArray
  /// An instance of a class, with the place of its state once that is known.
  case instance(PickleGlobal, state: Int?)
  /// The memory behind tensors of PyTorch.
  case storage(TorchStorage)
}
