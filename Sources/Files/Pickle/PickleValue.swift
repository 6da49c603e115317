/// What a Python pickle holds, as plain values: nothing of Python runs when one is read.
///
/// Texts that Python 2 wrote as `str` are ``bytes(_:)``: they may be either, and ``text`` reads both.
public indirect enum PickleValue: Sendable, Equatable {
  /// Python's `None`.
  case none
  /// `True` or `False`, NumPy's too.
  case bool(Bool)
  /// A whole number; one that needs more than 64 bits is a ``float(_:)``.
  case int(Int)
  /// A number with a fraction.
  case float(Double)
  /// A Unicode text.
  case string(String)
  /// Bytes, or a text of Python 2.
  case bytes([UInt8])
  /// A list, or an array of Python objects.
  case list([PickleValue])
  /// A tuple.
  case tuple([PickleValue])
  /// A set, in the file's order.
  case set([PickleValue])
  /// A dictionary in the file's order; of equal keys the last counts.
  case dictionary([Entry])
  /// An array of NumPy or PyTorch, a sparse matrix of SciPy (made dense), or an expression of chumpy that was
  /// worked out.
  case array(NumPyArray)
  /// An expression of chumpy that was not worked out.
  case object(Object)

  /// A key of a dictionary and its value.
  public struct Entry: Sendable, Equatable {
    /// Mostly a text.
    public var key: PickleValue
    /// What stands under it.
    public var value: PickleValue

    /// Pairs a key and a value.
    public init(key: PickleValue, value: PickleValue) {
      self.key = key
      self.value = value
    }
  }

  /// An instance of a Python class, of which only the attributes are known.
  public struct Object: Sendable, Equatable {
    /// The class with its module: `chumpy.reordering.Concatenate`.
    public var type: String
    /// The attributes, as a dictionary; none where there are none.
    public var state: PickleValue

    /// Names the class and its attributes.
    public init(type: String, state: PickleValue) {
      self.type = type
      self.state = state
    }
  }
}
