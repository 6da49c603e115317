import Splatting

/// Colours from harmonics of degree 3, forward and with backward.
struct HarmonicsBenchmarks {
  /// Operations a Gaussian: 16 polynomials (about 60), 48 products, direction and cut-off (15); back, the polynomials
  /// with derivatives (150), the colour again, 48 products for the coefficients and 112 for the direction.
  private static let operations = (forward: 123.0, backward: 360.0)

  let library: WorkloadLibrary

  /// Two benchmarks a workload.
  var all: [Benchmark] {
    library.names.flatMap { name in
      [
        Benchmark("\(name) harmonics forward") { settings, _ in try measure(name, settings, backward: false)
        },
        Benchmark("\(name) harmonics forward and backward") { settings, _ in
          try measure(name, settings, backward: true)
        },
      ]
    }
  }

  private func measure(_ name: String, _ settings: BenchmarkSettings, backward: Bool) throws -> BenchmarkRow {
    let workload = try library.workload(name)
    let count = workload.count
    let harmonics = try CPUHarmonics(
      count: count, terms: 16, degree: 3, coefficients: workload.coefficients.view,
      means: workload.means.view,
      cameraPosition: .zero)
    let evaluator = CPUHarmonicsEvaluator(threads: settings.threads)
    let (colors, coefficients, means) = (
      FloatMemory(count: 3 * count), FloatMemory(count: 48 * count), FloatMemory(count: 3 * count)
    )
    let timing = try Timing(repeats: settings.repeats) {
      try evaluator.forward(harmonics, into: colors.buffer)
      guard backward else { return }
      _ = try evaluator.backward(
        harmonics, from: colors.view, coefficients: coefficients.buffer, means: means.buffer)
    }
    let gaussians = Double(count)
    var cost = WorkCost(operations: Self.operations.forward * gaussians, bytes: 4 * 54 * gaussians)
    if backward {
      cost.operations += Self.operations.backward * gaussians
      cost.bytes += 4 * 105 * gaussians
    }
    return BenchmarkRow(
      name: "\(name) harmonics forward" + (backward ? " and backward" : ""), timing: timing,
      work: WorkAmount(gaussians, "Gaussians"), cost: cost)
  }
}
