import ArgumentParser
import Benchmarks
import CUDA
import Files
import Foundation
import Splatting
import Tensors

/// The command `handful bench`.
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Times the rasteriser, the parts of a training step, and a step of every method.",
    discussion: """
      Three seeded workloads (10,000 to 300,000 Gaussians), each part after a warm-up, beside what the machine can do \
      at best, measured in the same run. With --device cuda the rasteriser and training steps on a GPU, with a million and three \
      million Gaussians too. Let nothing else run meanwhile.

      Example:
        handful bench --json > before.json
        handful bench --compare before.json
      """)

  @Option(help: "Only benchmarks whose names contain this text. May be repeated.")
  var only: [String] = []

  @Option(name: .customLong("repeat"), help: "Runs that count.")
  var repeats = 5

  @Option(help: "A folder of workloads (*.bin, as Benchmarks/workloads.py writes them), in place of our own.")
  var workloads: String?

  @Flag(
    help: "Time and memory of the rasteriser against Gaussians, pixels and threads, in place of the parts.")
  var scaling = false

  @Flag(help: "The peak of memory of a million Gaussians, rendered and trained, in place of the parts.")
  var memory = false

  @Option(help: "A file that --json wrote: show what became slower or faster since.")
  var compare: String?

  @Flag(help: "Print JSON.")
  var json = false

  @Option(help: .hidden)
  var child: String?

  @Option(help: .hidden)
  var folder: String?

  @OptionGroup var devices: DeviceOptions

  mutating func validate() throws {
    guard repeats > 0 else { throw ValidationError("--repeat takes a number of 1 or more") }
    if devices.device != .cpu, scaling || memory {
      throw ValidationError("--scaling and --memory measure the processor: leave out --device")
    }
  }

  func run() async throws {
    let compute = try devices.apply()
    let settings = BenchmarkSettings(threads: compute.threads, repeats: repeats, compute: compute)
    if let child { return try measure(child, settings) }
    let before = try compare.map { try JSONFile.read(BenchmarkReport.self, from: URL(argument: $0)) }
    let recipes = WorkloadRecipe.standard + (compute.device == .cpu ? [] : WorkloadRecipe.large)
    let library =
      try workloads.map { try WorkloadLibrary(folder: URL(argument: $0)) } ?? WorkloadLibrary(recipes)
    let benchmarks = try selection(library, settings)
    let line = ProgressLine()
    let start = ProcessorUse.now
    line.show("measuring the machine")
    let machine = Machine.measured(threads: settings.threads)
    let rows = try runner(settings).rows(of: benchmarks) { name in line.show(name) }
    line.show("\(rows.count) benchmarks", final: true)
    var report = BenchmarkReport(
      machine: machine, othersShare: start.flatMap { ProcessorUse.now?.others(since: $0) },
      workloads: library.summaries, rows: rows)
    report.device = try deviceName
    report.comparison = before.map { BenchmarkComparison(before: $0, now: report) }
    if json { try Output.json(report) } else { print(report.markdown) }
  }

  /// Measures one benchmark for the process that started this one.
  private func measure(_ name: String, _ settings: BenchmarkSettings) throws {
    let all = BenchmarkCatalog.scaling(threads: settings.threads) + BenchmarkCatalog.memory
    guard let benchmark = all.first(where: { $0.name == name }), let folder else {
      throw ValidationError("--child is for the program itself")
    }
    try Output.json(try benchmark.measure(settings, folder: URL(argument: folder)))
  }

  private func selection(_ library: WorkloadLibrary, _ settings: BenchmarkSettings) throws -> [Benchmark] {
    let special =
      (scaling ? BenchmarkCatalog.scaling(threads: settings.threads) : [])
      + (memory ? BenchmarkCatalog.memory : [])
    let parts =
      settings.compute.device == .cpu
      ? BenchmarkCatalog.parts(library: library) : BenchmarkCatalog.device(library: library)
    let all = special.isEmpty ? parts : special
    let chosen = all.filter { benchmark in
      only.isEmpty || only.contains { benchmark.name.localizedCaseInsensitiveContains($0) }
    }
    guard !chosen.isEmpty else {
      let names = all.map(\.name).joined(separator: "; ")
      throw ValidationError("no benchmark has such a name; there are: \(names)")
    }
    return chosen
  }

  /// The GPU's name, architecture and driver; none where the processor is measured.
  private var deviceName: String? {
    get throws {
      guard case .cuda(let index) = devices.device else { return nil }
      let driver = try CUDADriver()
      let (name, architecture) = try driver.describe(index)
      let version = "\(driver.version / 1000).\(driver.version % 1000 / 10)"
      return "\(name), \(architecture), driver for CUDA \(version), LibTorch \(LibTorch.version)"
    }
  }

  private func runner(_ settings: BenchmarkSettings) throws -> BenchmarkRunner {
    guard let executable = Bundle.main.executableURL else {
      throw ValidationError("the program's own file is unknown: start it by its path")
    }
    let options = ["--threads", "\(settings.threads)", "--repeat", "\(settings.repeats)"]
    return BenchmarkRunner(
      settings,
      child: BenchmarkRunner.Child(executable: executable) { name, folder in
        ["bench", "--child", name, "--folder", folder.path] + options
      })
  }
}
