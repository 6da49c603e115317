import Fields
import Tensors

/// The published deformation network, 8 layers of 256, over points of one time, forward and backward, in single precision
/// and in bfloat16.
struct DeformationBenchmarks {
  private static let count = 10_000

  /// Two benchmarks.
  var all: [Benchmark] {
    [("fp32", false), ("bf16", true)].map { type, halfPrecision in
      let name = "deformation network \(type), 10,000 points"
      return Benchmark(name) { settings, _ in measure(name, settings, halfPrecision: halfPrecision) }
    }
  }

  private func measure(
    _ name: String, _ settings: BenchmarkSettings, halfPrecision: Bool
  ) -> BenchmarkRow {
    var configuration = DeformationNetwork.Configuration()
    configuration.halfPrecision = halfPrecision
    let generator = RandomGenerator(seed: 1)
    let network = DeformationNetwork(configuration, generator: generator)
    let points = Tensor.randomUniform([Self.count, 3], generator: generator)
    let parameters = network.namedParameters().map(\.parameter)
    let timing = Timing(repeats: settings.repeats) {
      for parameter in parameters { parameter.value.gradient = nil }
      let offsets = network(points, time: 0.5)
      (offsets.position.sum() + offsets.rotation.sum() + offsets.scale.sum()).backward()
    }
    // Each weight multiplies once forward and, of all points together, twice backward.
    let weights = parameters.map(\.value).filter { $0.rank == 2 }.map(\.count).reduce(0, +)
    return BenchmarkRow(
      name: name, timing: timing, work: WorkAmount(Double(Self.count), "points"),
      cost: WorkCost(operations: 3 * Double(weights * Self.count)))
  }
}
