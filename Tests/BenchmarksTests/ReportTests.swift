import Benchmarks
import Foundation
import Testing

/// Reports and their comparison.
@Suite struct ReportTests {
  private let machine = Machine(
    processor: "test", cores: 2, threads: 2, peakGigaflops: 200, copyGigabytes: 20, triadGigabytes: 7.5)

  private func report(_ rows: [BenchmarkRow], peak: Double = 200, others: Double? = 0) -> BenchmarkReport {
    var machine = machine
    machine.peakGigaflops = peak
    return BenchmarkReport(machine: machine, othersShare: others, workloads: [], rows: rows)
  }

  private func row(_ name: String, _ samples: [Double]) -> BenchmarkRow {
    BenchmarkRow(name: name, timing: Timing(samples: samples))
  }

  @Test func timingGivesBestMedianAndSpread() {
    let timing = Timing(samples: [4, 2, 3, 9])
    #expect(timing.best == 2 && timing.median == 3.5 && timing.spread == 0.75)
    #expect(Timing(samples: [5]).median == 5)
  }

  @Test func warmUpDoesNotCount() {
    var runs = 0
    let timing = Timing(repeats: 3) { runs += 1 }
    #expect(runs == 4 && timing.samples.count == 3 && timing.samples.allSatisfy { $0 >= 0 })
  }

  /// 200 GFLOP/s are 100 G multiply-adds: 10⁸ operations take a millisecond, and so do 10⁷ bytes, as a triad of 7.5
  /// GB/s moves 10 in truth.
  @Test func boundIsTheSlowerOfArithmeticAndMemory() {
    let arithmetic = machine.bound(of: WorkCost(operations: 2e8, bytes: 1e7))
    #expect(abs(arithmetic.milliseconds - 2) < 1e-9 && arithmetic.limit == .arithmetic)
    let memory = machine.bound(of: WorkCost(operations: 1e8, bytes: 3e7))
    #expect(abs(memory.milliseconds - 3) < 1e-9 && memory.limit == .memory)
  }

  @Test func rowsShowWorkAndBound() throws {
    let row = BenchmarkRow(
      name: "part", timing: Timing(samples: [4, 5]), work: WorkAmount(2e6, "things"),
      cost: WorkCost(operations: 1e8), memory: [MemoryStage(name: "end", peakMegabytes: 123)])
    let made = try #require(report([row]).rows.first)
    let timesBound = try #require(made.timesBound)
    #expect(made.nanosecondsPerUnit == 2 && abs(timesBound - 4) < 1e-9)
    let text = report([row]).markdown
    #expect(text.contains("| part | 4.00 | 4.50 | 2.00 M things | 2.00 | 1.00 (arithmetic) | 4.00 | 123 |"))
    #expect(text.contains("200 GFLOP/s") && !text.contains("Warning"))
  }

  @Test func busyMachineIsTold() {
    let text = report([row("a", [1])], others: 0.31).markdown
    #expect(text.contains("Warning: other programs took 31 % of the processors' time"))
    #expect(!report([row("a", [1])], others: nil).markdown.contains("Warning"))
  }

  @Test func othersAreWhatIsNotOurs() throws {
    let start = ProcessorUse(busy: 100, all: 1000, own: 10)
    #expect(ProcessorUse(busy: 130, all: 1100, own: 20).others(since: start) == 0.2)
    #expect(ProcessorUse(busy: 105, all: 1100, own: 20).others(since: start) == 0)
    #expect(start.others(since: start) == 0)
    let now = try #require(ProcessorUse.now)
    #expect((0...1).contains(now.others(since: start)))
  }

  @Test func reportSurvivesJSON() throws {
    var original = report([row("a", [1, 2]), row("b", [3])])
    original.comparison = BenchmarkComparison(before: original, now: original)
    let data = try JSONEncoder().encode(original)
    let read = try JSONDecoder().decode(BenchmarkReport.self, from: data)
    #expect(read == original)
  }

  @Test func differencesBeyondNoiseAreMarked() {
    let before = report([
      row("slower", [10, 10.1]), row("faster", [10, 10.1]), row("same", [10, 10.1]), row("noisy", [10, 14]),
      row("gone", [1]),
    ])
    let now = report([
      row("new", [1]), row("slower", [10.5]), row("faster", [9]), row("same", [10.2]), row("noisy", [11.5]),
    ])
    let comparison = BenchmarkComparison(before: before, now: now)
    #expect(comparison.rows.map(\.name) == ["slower", "faster", "same", "noisy"])
    #expect(comparison.rows.map(\.verdict) == [.slower, .faster, .same, .same])
    #expect(comparison.missing == ["gone"] && comparison.warnings.isEmpty)
    #expect(comparison.markdown.contains("| slower | 10.0 | 10.5 | 1.05 | 0.03 | SLOWER |"))
    #expect(comparison.markdown.contains("gone"))
  }

  @Test func otherMachinesAreTold() {
    let before = report([row("a", [1])], peak: 100)
    var now = report([row("a", [1])])
    now.machine.threads = 4
    now.machine.processor = "another"
    #expect(BenchmarkComparison(before: before, now: now).warnings.count == 3)
  }
}
