import Splatting
import Tensors

/// The three nearest neighbours of each of a million points, tree included.
struct NeighborsBenchmark {
  private static let count = 1_000_000

  /// The benchmark.
  var all: [Benchmark] {
    [
      Benchmark("3 neighbours of 1,000,000 points") { settings, _ in
        measure("3 neighbours of 1,000,000 points", settings)
      }
    ]
  }

  private func measure(_ name: String, _ settings: BenchmarkSettings) -> BenchmarkRow {
    let numbers = Tensor.randomUniform([Self.count, 3], generator: RandomGenerator(seed: 1)).floats()
    let points = (0..<Self.count).map { SIMD3(numbers[3 * $0], numbers[3 * $0 + 1], numbers[3 * $0 + 2]) }
    let timing = Timing(repeats: settings.repeats) {
      _ = NearestNeighbors(points, threads: settings.threads).nearestOthers(3)
    }
    return BenchmarkRow(name: name, timing: timing, work: WorkAmount(Double(Self.count), "points"))
  }
}
