/// A column of a PLY element.
public struct PLYProperty: Sendable, Equatable {
  /// What a column holds.
  public enum Values: Sendable, Equatable {
    /// A number a row.
    case scalars(ScalarBuffer)
    /// A list of numbers a row.
    case lists(PLYLists)
  }

  /// `x`, `red`, `vertex_indices`, ...
  public let name: String
  /// A value a row.
  ///
  /// PLY has no booleans, no half precision and no 64-bit integers.
  public let values: Values

  /// A column of one number a row, of a kind that PLY has.
  public init<Scalar: StoredScalar>(_ name: String, _ values: [Scalar]) {
    self.init(name, .scalars(ScalarBuffer(values)))
  }

  /// A column of a list a row.
  public init(_ name: String, _ lists: PLYLists) {
    self.init(name, .lists(lists))
  }

  init(_ name: String, _ values: Values) {
    self.name = name
    self.values = values
    precondition(PLYType.name(of: type) != nil, "PLY has no values of type \(type.rawValue)")
  }

  /// Rows.
  public var count: Int {
    switch values {
    case .scalars(let buffer): buffer.count
    case .lists(let lists): lists.count
    }
  }

  /// The kind of the numbers.
  public var type: ScalarType {
    switch values {
    case .scalars(let buffer): buffer.type
    case .lists(let lists): lists.values.type
    }
  }
}
