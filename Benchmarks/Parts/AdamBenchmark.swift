import Splatting
import Tensors

/// A step of the optimiser over all parameters of Gaussians with harmonics of degree 3.
struct AdamBenchmark {
  private static let count = 300_000

  /// The benchmark.
  var all: [Benchmark] {
    [Benchmark("Adam, 300,000 Gaussians") { settings, _ in measure("Adam, 300,000 Gaussians", settings) }]
  }

  private func measure(_ name: String, _ settings: BenchmarkSettings) -> BenchmarkRow {
    let count = Self.count
    let model = GaussianModel(
      means: .zeros([count, 3]), rotations: .ones([count, 4]), logScales: .zeros([count, 3]),
      opacityLogits: .zeros([count]), baseHarmonics: .zeros([count, 1, 3]),
      higherHarmonics: .zeros([count, 15, 3]))
    let parameters = model.namedParameters()
    let generator = RandomGenerator(seed: 1)
    for (_, parameter) in parameters {
      parameter.value.gradient = .randomNormal(parameter.value.shape, generator: generator)
    }
    let optimizer = Adam(
      parameters.map {
        Adam.Group(name: $0.name, parameters: [$0], learningRate: 1e-3, epsilon: 1e-15)
      })
    let timing = Timing(repeats: settings.repeats) { optimizer.step() }
    let values = Double(parameters.map(\.parameter.value.count).reduce(0, +))
    return BenchmarkRow(
      name: name, timing: timing, work: WorkAmount(values, "parameters"),
      // Value, gradient and two moments in; value and moments out.
      cost: WorkCost(operations: 10 * values, bytes: 4 * 7 * values))
  }
}
