/// The rasteriser on the workloads, forward and with backward, three colours a Gaussian.
struct RasterizerBenchmarks {
  /// Operations for a pixel of a row that a Gaussian reaches: 2 for the exponent, 1 to compare it, 10 for the power of
  /// two, 2 to cap and to mask, 3 for transmittance, its limit and weight, 4 for three colours and the depth.
  private static let forwardOperations = 22.0
  /// The same on the way back: exponent, comparisons, power, cap and masks again (17); the transmittance before, with a
  /// division counted as 4, weight and what lies behind (7); gradients of three colours and of the opacity (9); moments
  /// of the position (4).
  private static let backwardOperations = 37.0
  /// What the sums of absolute values take on top.
  private static let absoluteOperations = 8.0
  /// What projecting a Gaussian takes, and taking its gradient back.
  private static let projectionOperations = (forward: 150.0, backward: 400.0)

  /// What is timed.
  enum Pass: String, CaseIterable {
    /// The image.
    case forward
    /// The image and the gradients.
    case backward = "forward and backward"
    /// The same with the sums of absolute values on screen, which one way of density control wants.
    case absolute = "forward and backward with absolute sums"
  }

  let library: WorkloadLibrary

  /// A benchmark a workload and pass.
  var all: [Benchmark] {
    library.names.flatMap { name in
      Pass.allCases.map { pass in
        Benchmark("\(name) \(pass.rawValue)") { settings, _ in try measure(name, settings, pass) }
      }
    }
  }

  private func measure(_ name: String, _ settings: BenchmarkSettings, _ pass: Pass) throws -> BenchmarkRow {
    let workload = try library.workload(name)
    let counts = try library.counts(name)
    return BenchmarkRow(
      name: "\(name) \(pass.rawValue)", timing: try Self.time(workload, settings, pass),
      work: WorkAmount(Double(counts.laneEvaluations), "lane evaluations"),
      cost: Self.cost(workload, counts, pass))
  }

  /// Times the workload with as many threads as `settings` say.
  static func time(_ workload: Workload, _ settings: BenchmarkSettings, _ pass: Pass) throws -> Timing {
    let run = try RasterizerRun(workload, threads: settings.threads)
    guard pass != .forward else { return try Timing(repeats: settings.repeats) { _ = try run.forward() } }
    try run.prepareBackward(absolute: pass == .absolute)
    return try Timing(repeats: settings.repeats) { try run.forwardAndBackward() }
  }

  private static func cost(_ workload: Workload, _ counts: EvaluationCounts, _ pass: Pass) -> WorkCost {
    let (evaluations, gaussians) = (Double(counts.laneEvaluations), Double(workload.count))
    var cost = WorkCost(
      operations: forwardOperations * evaluations + projectionOperations.forward * gaussians,
      // Position, rotation, scales, opacity, colour and radius of a Gaussian; colour, depth and alpha of a pixel.
      bytes: 4 * (15 * gaussians + 5 * Double(workload.pixels)))
    guard pass != .forward else { return cost }
    cost.operations += backwardOperations * evaluations + projectionOperations.backward * gaussians
    // The inputs again, their gradients and that on screen; the pixels' gradients.
    cost.bytes += 4 * (30 * gaussians + 3 * Double(workload.pixels))
    guard pass == .absolute else { return cost }
    cost.operations += absoluteOperations * evaluations
    cost.bytes += 4 * 2 * gaussians
    return cost
  }
}
