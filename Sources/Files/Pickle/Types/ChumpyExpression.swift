/// Expressions of chumpy that only keep, pick or reshape numbers: those that MANO's files contain.
///
/// Classes and attributes are those of chumpy/ch.py and chumpy/reordering.py
/// (https://github.com/mattloper/chumpy).
enum ChumpyExpression {
  /// The array that the expression of class `type` with these attributes stands for; none where it is none of
  /// those that are known.
  ///
  /// `charge` is told how many numbers are copied.
  static func array(
    type: String, state: PickleValue, name: String, charge: (Int) throws -> Void
  ) throws -> NumPyArray? {
    switch type {
    case "chumpy.ch.Ch", "chumpy.Ch": return state["x"]?.numbers
    case "chumpy.reordering.Select":
      guard let source = state["a"]?.numbers, let indices = state["idxs"]?.numbers else { return nil }
      return try select(source, indices, shape: state["preferred_shape"], name: name, charge: charge)
    case "chumpy.reordering.Reshape":
      guard let source = state["a"]?.numbers, let shape = state["newshape"] else { return nil }
      return reshaped(source, shape, name: name)
    default: return nil
    }
  }

  /// `a.ravel()[idxs]`, reshaped where a shape is preferred.
  private static func select(
    _ source: NumPyArray, _ indices: NumPyArray, shape: PickleValue?, name: String,
    charge: (Int) throws -> Void
  ) throws -> NumPyArray? {
    try charge(indices.count)
    guard let values = try? source.doubles(), let places = try? indices.integers() else { return nil }
    guard places.allSatisfy({ values.indices.contains($0) }) else {
      throw PickleProblem.damaged("a selection of chumpy picks what is not there")
    }
    let picked = NumPyArray(places.map { values[$0] }, shape: indices.shape, name: name)
    guard let shape, shape != .none else { return picked }
    return reshaped(picked, shape, name: name)
  }

  /// The same values in another shape, in which one extent may be -1: as many as there are.
  private static func reshaped(_ array: NumPyArray, _ shape: PickleValue, name: String) -> NumPyArray? {
    guard var extents = shape.numbers.flatMap({ try? $0.integers() }) else { return nil }
    let known = extents.filter { $0 >= 0 }.reduce(1) { $0.saturatingProduct($1) }
    if let open = extents.firstIndex(of: -1), known > 0 { extents[open] = array.count / known }
    let count = extents.reduce(1) { $0.saturatingProduct(max($1, 0)) }
    guard extents.allSatisfy({ $0 >= 0 }), count == array.count else { return nil }
    return NumPyArray(array.values, shape: extents, name: name)
  }
}
