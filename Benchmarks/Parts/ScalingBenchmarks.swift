/// How time and memory of the rasteriser grow with Gaussians, pixels and threads; a process of its own for each point.
struct ScalingBenchmarks {
  private static let counts = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000]
  private static let sizes = [(320, 180), (640, 360), (1280, 720), (1920, 1080), (2560, 1440)]

  /// Threads to go up to.
  let threads: Int

  /// All points: Gaussians at 1280 x 720; one scene of 300,000 Gaussians at growing sizes; W2 with growing threads.
  var all: [Benchmark] {
    let byCount = Self.counts.map { count in
      point(
        "\(Self.grouped(count)) Gaussians at 1280 x 720",
        WorkloadRecipe(name: "", count: count, width: 1280, height: 720, seed: 1))
    }
    let bySize = Self.sizes.map { width, height in
      // The same scene seen larger: Gaussians grow with the image.
      point(
        "300,000 Gaussians grown to \(width) x \(height)",
        WorkloadRecipe(
          name: "", count: 300_000, width: width, height: height, seed: 1,
          medianScale: 1.45 * Double(width) / 1280))
    }
    let byThreads = Self.threadCounts(upTo: threads).map { count in
      point("W2 with \(count) threads", WorkloadRecipe.standard[1], threads: count)
    }
    return (byCount + bySize + byThreads).flatMap { $0 }
  }

  private func point(_ name: String, _ recipe: WorkloadRecipe, threads: Int? = nil) -> [Benchmark] {
    [RasterizerBenchmarks.Pass.forward, .backward].map { pass in
      let name = "\(name), \(pass.rawValue)"
      return Benchmark(name, runsAlone: true) { settings, _ in
        var settings = settings
        settings.threads = threads ?? settings.threads
        let timing = try RasterizerBenchmarks.time(recipe.workload(terms: 0), settings, pass)
        return BenchmarkRow(
          name: name, timing: timing, work: WorkAmount(Double(recipe.count), "Gaussians"),
          memory: [MemoryStage.now("end")].compactMap(\.self))
      }
    }
  }

  /// 1, 2, 4 and so on, and `limit` itself.
  static func threadCounts(upTo limit: Int) -> [Int] {
    let powers = sequence(first: 1) { $0 * 2 }.prefix { $0 < limit }
    return Array(powers) + [limit]
  }

  private static func grouped(_ count: Int) -> String {
    count >= 1_000_000
      ? "\(count / 1_000_000),000,000" : "\(count / 1000),000"
  }
}
