import Tensors

/// A weight that stays, falls on a straight line of the logarithm, stays again, and ends.
public struct FadingWeight: Codable, Sendable, Equatable {
  /// At first.
  public var start: Double
  /// After it has fallen.
  public var end: Double
  /// It falls from this iteration on.
  public var fallStart: Int
  /// It has fallen at this iteration.
  public var fallEnd: Int
  /// From this iteration on it is 0.
  public var stop: Int

  /// Puts a weight together.
  public init(start: Double, end: Double, fallStart: Int, fallEnd: Int, stop: Int) {
    self.start = start
    self.end = end
    self.fallStart = fallStart
    self.fallEnd = fallEnd
    self.stop = stop
  }

  /// The weight at `iteration`.
  public func value(at iteration: Int) -> Double {
    guard iteration < stop else { return 0 }
    return Schedule.exponential(start: start, end: end, iterations: fallEnd - fallStart)
      .value(at: max(0, iteration - fallStart))
  }

  func validate(_ name: String) throws {
    // Logarithms are taken of both.
    try Settings.require(name + ".start", start, atLeast: .leastNormalMagnitude)
    try Settings.require(name + ".end", end, atLeast: .leastNormalMagnitude)
    try Settings.require(name + ".fallStart", fallStart, atLeast: 0)
    try Settings.require(name + ".fallEnd", fallEnd, atLeast: fallStart)
    try Settings.require(name + ".stop", stop, atLeast: 0)
  }
}
