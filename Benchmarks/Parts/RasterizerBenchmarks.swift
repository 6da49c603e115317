/// The rasteriser on the workloads, forward and with backward, three colours a Gaussian.
struct RasterizerBenchmarks {
  /// Operations for a pixel of a row that a Gaussian reaches: 2 for the exponent, 1 to compare it, 10 for the power of
  /// two, 2 to cap and to mask, 3 for transmittance, its limit and weight, 4 for three colours and the depth.
  private static let forwardOperations = 22.0
  /// The same on the way back: exponent, comparisons, power, cap and masks again (17); the transmittance before, with a
  /// division counted as 4, weight and what lies behind (7); gradients of four planes and of the opacity (11); moments
  /// of the position (4) and its absolute gradient (7).
  private static let backwardOperations = 46.0
  /// What projecting a Gaussian takes, and taking its gradient back.
  private static let projectionOperations = (forward: 150.0, backward: 400.0)

  let library: WorkloadLibrary

  /// Two benchmarks a workload.
  var all: [Benchmark] {
    library.names.flatMap { name in
      [
        Benchmark("\(name) forward") { settings, _ in try measure(name, settings, backward: false) },
        Benchmark("\(name) forward and backward") { settings, _ in try measure(name, settings, backward: true)
        },
      ]
    }
  }

  private func measure(_ name: String, _ settings: BenchmarkSettings, backward: Bool) throws -> BenchmarkRow {
    let workload = try library.workload(name)
    let counts = try library.counts(name)
    return BenchmarkRow(
      name: "\(name) forward" + (backward ? " and backward" : ""),
      timing: try Self.time(workload, settings, backward: backward),
      work: WorkAmount(Double(counts.laneEvaluations), "lane evaluations"),
      cost: Self.cost(workload, counts, backward: backward))
  }

  /// Times the workload with as many threads as `settings` say.
  static func time(_ workload: Workload, _ settings: BenchmarkSettings, backward: Bool) throws -> Timing {
    let run = try RasterizerRun(workload, threads: settings.threads)
    guard backward else { return try Timing(repeats: settings.repeats) { _ = try run.forward() } }
    try run.prepareBackward()
    return try Timing(repeats: settings.repeats) { try run.forwardAndBackward() }
  }

  private static func cost(_ workload: Workload, _ counts: EvaluationCounts, backward: Bool) -> WorkCost {
    let (evaluations, gaussians) = (Double(counts.laneEvaluations), Double(workload.count))
    var cost = WorkCost(
      operations: forwardOperations * evaluations + projectionOperations.forward * gaussians,
      // Position, rotation, scales, opacity, colour and radius of a Gaussian; colour, depth and alpha of a pixel.
      bytes: 4 * (15 * gaussians + 5 * Double(workload.pixels)))
    if backward {
      cost.operations += backwardOperations * evaluations + projectionOperations.backward * gaussians
      // The inputs again, their gradients and two on screen; the pixels' gradients.
      cost.bytes += 4 * (32 * gaussians + 3 * Double(workload.pixels))
    }
    return cost
  }
}
