import Foundation

/// Measures benchmarks one after another.
public struct BenchmarkRunner {
  /// How to start this program again for one benchmark alone.
  public struct Child: Sendable {
    /// The program.
    public var executable: URL
    /// Its arguments for the benchmark of this name that was prepared in this folder; it has to print the row as JSON.
    public var arguments: @Sendable (_ name: String, _ folder: URL) -> [String]

    /// Puts the two together.
    public init(
      executable: URL, arguments: @escaping @Sendable (_ name: String, _ folder: URL) -> [String]
    ) {
      self.executable = executable
      self.arguments = arguments
    }
  }

  private let settings: BenchmarkSettings
  private let child: Child

  /// A runner that starts `child` for the benchmarks that run alone.
  public init(_ settings: BenchmarkSettings, child: Child) {
    self.settings = settings
    self.child = child
  }

  /// Measures `benchmarks` in their order; tells `progress` the name of each before.
  ///
  /// - Throws: ``BenchmarkError`` where a process of its own fails, or what a benchmark throws.
  public func rows(
    of benchmarks: [Benchmark], progress: (String) -> Void = { _ in }
  ) throws -> [BenchmarkRow] {
    try benchmarks.map { benchmark in
      progress(benchmark.name)
      let folder = try ScratchFolder()
      try benchmark.prepare?(folder.url)
      return benchmark.runsAlone
        ? try measureAlone(benchmark, folder.url) : try benchmark.measure(settings, folder: folder.url)
    }
  }

  private func measureAlone(_ benchmark: Benchmark, _ folder: URL) throws -> BenchmarkRow {
    let process = Process()
    process.executableURL = child.executable
    process.arguments = child.arguments(benchmark.name, folder)
    let output = Pipe()
    process.standardOutput = output
    do {
      try process.run()
    } catch {
      throw BenchmarkError(description: "\(child.executable.path): cannot be started for '\(benchmark.name)'")
    }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      let end = process.terminationReason == .exit ? "status" : "signal"
      throw BenchmarkError(
        description: "the process of '\(benchmark.name)' ended with \(end) \(process.terminationStatus)"
          + (process.terminationReason == .exit ? "" : " (is there enough memory?)"))
    }
    guard let row = try? JSONDecoder().decode(BenchmarkRow.self, from: data) else {
      throw BenchmarkError(description: "the process of '\(benchmark.name)' printed no result")
    }
    return row
  }
}
