/// The benchmarks that there are.
public enum BenchmarkCatalog {
  /// The rasteriser on the workloads of `library`, the parts of a training step, and a step of every method.
  public static func parts(library: WorkloadLibrary) -> [Benchmark] {
    RasterizerBenchmarks(library: library).all + HarmonicsBenchmarks(library: library).all
      + LossBenchmarks(library: library).all + AdamBenchmark().all + NeighborsBenchmark().all
      + DeformationBenchmarks().all + StepBenchmarks().all
  }

  /// The rasteriser and a training step on the workloads of `library`, and a step of every method, on the device of the
  /// settings.
  public static func device(library: WorkloadLibrary) -> [Benchmark] {
    DeviceBenchmarks(library: library).all + StepBenchmarks().all
  }

  /// Time and memory of the rasteriser against Gaussians, pixels and up to `threads` threads.
  public static func scaling(threads: Int) -> [Benchmark] { ScalingBenchmarks(threads: threads).all }

  /// The peak of memory with a million Gaussians.
  public static var memory: [Benchmark] { MemoryBenchmarks().all }
}
