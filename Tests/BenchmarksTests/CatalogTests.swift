import Benchmarks
import Foundation
import Methods
import TestSupport
import Testing

/// The benchmarks that there are.
@Suite struct CatalogTests {
  private let settings = BenchmarkSettings(threads: 2, repeats: 1)

  @Test func everyMethodHasAStep() {
    let names = BenchmarkCatalog.parts(library: WorkloadLibrary()).map(\.name)
    for method in MethodCatalog.all { #expect(names.contains { $0.hasPrefix("step of \(method.name),") }) }
    #expect(Set(names).count == names.count)
    for part in [
      "W1 forward", "W3 forward and backward", "W2 harmonics", "W3 loss", "Adam", "neighbours", "bf16",
    ] {
      #expect(names.contains { $0.contains(part) })
    }
  }

  @Test func scalingGoesToThreeMillionAndToAllThreads() {
    let names = BenchmarkCatalog.scaling(threads: 6).map(\.name)
    #expect(Set(names).count == names.count)
    for part in [
      "10,000 Gaussians at", "3,000,000 Gaussians at", "2560 x 1440", "with 4 threads", "with 6 threads",
    ] {
      #expect(names.contains { $0.contains(part) })
    }
    #expect(!names.contains { $0.contains("with 8 threads") })
    #expect((BenchmarkCatalog.scaling(threads: 6) + BenchmarkCatalog.memory).allSatisfy { $0.runsAlone })
  }

  @Test(arguments: ["W1 forward", "W1 forward and backward", "W1 harmonics forward and backward", "W1 loss"])
  func partIsMeasured(_ name: String) throws {
    let benchmark = try #require(
      BenchmarkCatalog.parts(library: WorkloadLibrary()).first { $0.name == name })
    let row = try benchmark.measure(settings, folder: URL(filePath: "/"))
    #expect(row.name == name && row.timing.samples.count == 1 && row.timing.best > 0)
    let (work, cost) = (try #require(row.work), try #require(row.cost))
    #expect(work.count > 0 && cost.operations > 0)
  }

  @Test func stepIsMeasured() throws {
    let runner = BenchmarkRunner(
      settings, child: BenchmarkRunner.Child(executable: URL(filePath: "/bin/false")) { _, _ in [] })
    let static3D = BenchmarkCatalog.parts(library: WorkloadLibrary()).filter {
      $0.name.hasPrefix("step of static")
    }
    let rows = try runner.rows(of: static3D)
    #expect(rows.count == 1 && rows[0].work?.count == 50_000 && rows[0].timing.samples.count == 1)
  }

  @Test func failureOfAProcessOfItsOwnIsTold() throws {
    let alone = try #require(BenchmarkCatalog.scaling(threads: 1).first)
    for (program, problem) in [
      ("/bin/false", "status 1"), ("/bin/true", "no result"), ("/absent", "cannot be started"),
    ] {
      let runner = BenchmarkRunner(
        settings, child: BenchmarkRunner.Child(executable: URL(filePath: program)) { _, _ in [] })
      let error = #expect(throws: BenchmarkError.self) { try runner.rows(of: [alone]) }
      #expect(error?.description.contains(problem) ?? false)
    }
  }

  @Test func processOfItsOwnGivesItsRow() throws {
    let folder = try TemporaryFolder()
    let row = BenchmarkRow(name: "x", timing: Timing(samples: [1, 2]))
    try JSONEncoder().encode(row).write(to: folder.file("row.json"))
    let path = folder.file("row.json").path
    let runner = BenchmarkRunner(
      settings, child: BenchmarkRunner.Child(executable: URL(filePath: "/bin/cat")) { _, _ in [path] })
    let alone = try #require(BenchmarkCatalog.scaling(threads: 1).first)
    let rows = try runner.rows(of: [alone])
    #expect(rows == [row])
  }
}
