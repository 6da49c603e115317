/// How long some work took, run after run.
public struct Timing: Codable, Sendable, Equatable {
  /// Milliseconds of each run, in their order, at least one.
  public var samples: [Double]

  /// Takes over measured milliseconds, at least one.
  public init(samples: [Double]) {
    precondition(!samples.isEmpty, "a timing has a sample")
    self.samples = samples
  }

  /// Times `repeats` runs of `body`, after one that does not count.
  public init(repeats: Int, _ body: () throws -> Void) rethrows {
    let clock = ContinuousClock()
    try body()
    self.init(samples: try (0..<max(1, repeats)).map { _ in try clock.measure { try body() }.milliseconds })
  }

  /// The shortest run, milliseconds: what the work takes where nothing disturbs it.
  public var best: Double { samples.reduce(.infinity, min) }

  /// The run in the middle, milliseconds.
  public var median: Double {
    let sorted = samples.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  /// By how much the run in the middle is longer than the shortest, as a part of it.
  public var spread: Double { best > 0 ? (median - best) / best : 0 }
}

extension Duration {
  /// The duration in milliseconds.
  var milliseconds: Double { self / .milliseconds(1) }
}
