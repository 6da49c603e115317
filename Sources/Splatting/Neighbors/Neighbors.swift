/// The nearest points of each of a number of queries, nearest first.
public struct Neighbors: Sendable, Equatable {
  /// Neighbours of each query: as many as were asked for, or as there are.
  public let perQuery: Int
  /// The numbers of the points, ``perQuery`` a query, query after query.
  public internal(set) var indices: [Int32]
  /// The squares of their distances, in the same order.
  public internal(set) var squaredDistances: [Float]

  /// Queries.
  public var count: Int { perQuery == 0 ? 0 : indices.count / perQuery }

  /// For each query the root of the mean of its neighbours' squared distances.
  public func rootMeanSquareDistances() -> [Float] {
    (0..<count).map { (distances($0).reduce(0, +) / Float(perQuery)).squareRoot() }
  }

  /// For each query the mean of its neighbours' distances.
  public func meanDistances() -> [Float] {
    (0..<count).map { distances($0).reduce(0) { $0 + $1.squareRoot() } / Float(perQuery) }
  }

  private func distances(_ query: Int) -> ArraySlice<Float> {
    squaredDistances[query * perQuery..<(query + 1) * perQuery]
  }

  /// No neighbours yet: distances are infinite.
  init(queries: Int, perQuery: Int) {
    self.perQuery = perQuery
    indices = Array(repeating: -1, count: queries * perQuery)
    squaredDistances = Array(repeating: .infinity, count: queries * perQuery)
  }
}
