/// Lists of numbers, such as the vertex indices of faces, one after the other.
public struct PLYLists: Sendable, Equatable {
  /// The numbers of a list each.
  public let lengths: [Int]
  /// The numbers of all lists.
  public let values: ScalarBuffer

  /// Puts lists together; `lengths` must add up to the number of `values`.
  public init<Scalar: StoredScalar>(lengths: [Int], values: [Scalar]) {
    self.init(lengths: lengths, values: ScalarBuffer(values))
  }

  init(lengths: [Int], values: ScalarBuffer) {
    precondition(lengths.reduce(0, +) == values.count, "the lists' lengths must cover their values")
    self.lengths = lengths
    self.values = values
  }

  /// How many lists there are.
  public var count: Int { lengths.count }
}
