import Foundation

/// A number that changes with the iteration, such as a learning rate.
public enum Schedule: Sendable, Equatable, Codable {
  /// The same always.
  case constant(Double)
  /// On a straight line from `start` to `end` over `iterations`, then `end`.
  case linear(start: Double, end: Double, iterations: Int)
  /// On a straight line of the logarithm from `start` to `end` over `iterations`, then `end`. Both are positive.
  case exponential(start: Double, end: Double, iterations: Int)
  /// On half a cosine from `start` to `end` over `iterations`, then `end`.
  case cosine(start: Double, end: Double, iterations: Int)
  /// As `first` for so many iterations, then as `second`, which counts from there.
  indirect case sequence(first: Schedule, iterations: Int, second: Schedule)

  /// The number at `iteration`, from 0 on.
  public func value(at iteration: Int) -> Double {
    func progress(_ iterations: Int) -> Double {
      iterations > 0 ? min(max(Double(iteration) / Double(iterations), 0), 1) : 1
    }
    switch self {
    case .constant(let value): return value
    case .linear(let start, let end, let iterations):
      return start + (end - start) * progress(iterations)
    case .exponential(let start, let end, let iterations):
      let t = progress(iterations)
      return exp(log(start) * (1 - t) + log(end) * t)
    case .cosine(let start, let end, let iterations):
      return end + (start - end) * (1 + cos(.pi * progress(iterations))) / 2
    case .sequence(let first, let iterations, let second):
      return iteration < iterations
        ? first.value(at: iteration) : second.value(at: iteration - iterations)
    }
  }

  /// The same course with every value times `factor`.
  public func scaled(by factor: Double) -> Schedule {
    switch self {
    case .constant(let value): .constant(value * factor)
    case .linear(let start, let end, let iterations):
      .linear(start: start * factor, end: end * factor, iterations: iterations)
    case .exponential(let start, let end, let iterations):
      .exponential(start: start * factor, end: end * factor, iterations: iterations)
    case .cosine(let start, let end, let iterations):
      .cosine(start: start * factor, end: end * factor, iterations: iterations)
    case .sequence(let first, let iterations, let second):
      .sequence(
        first: first.scaled(by: factor), iterations: iterations, second: second.scaled(by: factor))
    }
  }
}
