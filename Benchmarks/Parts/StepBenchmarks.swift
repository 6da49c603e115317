import Methods

/// A training step of every method, with the settings of its preset `fast`.
struct StepBenchmarks {
  /// A benchmark a method.
  var all: [Benchmark] { MethodCatalog.all.map { benchmark(of: $0) } }

  private func benchmark<M: Method>(of type: M.Type) -> Benchmark {
    let name = "step of \(M.name), 50,000 Gaussians"
    let sample = SampleCapture(size: (640, 480), points: 50_000)
    return Benchmark(name, prepare: { try sample.write(to: $0) }) { settings, folder in
      let steps = try TrainingSteps(type, preset: .fast, capture: folder, settings: settings)
      let timing = try steps.run()
      return BenchmarkRow(name: name, timing: timing, work: WorkAmount(Double(steps.gaussians), "Gaussians"))
    }
  }
}
