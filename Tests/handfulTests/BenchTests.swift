import Benchmarks
import Foundation
import TestSupport
import Testing

/// `handful bench`.
@Suite struct BenchTests {
  private func report(_ arguments: [String], in folder: URL) throws -> BenchmarkReport {
    let outcome = try Program.run(["bench", "--repeat", "1", "--json"] + arguments, in: folder)
    return try JSONDecoder().decode(BenchmarkReport.self, from: Data(expectSuccess(outcome).utf8))
  }

  @Test func helpShowsAnExample() throws {
    let help = expectSuccess(try Program.run(["bench", "--help"], in: URL(filePath: "/")))
    #expect(help.contains("  handful bench") && !help.contains("--child"))
  }

  @Test func runsAreWrittenAndCompared() throws {
    let folder = try TemporaryFolder()
    let first = try report(["--only", "W1 forward", "--only", "W1 loss"], in: folder.url)
    #expect(
      first.rows.map(\.name) == [
        "W1 forward", "W1 forward and backward", "W1 forward and backward with absolute sums", "W1 loss",
      ])
    #expect(first.rows.allSatisfy { $0.bound != nil } && first.workloads.map(\.name) == ["W1"])
    #expect(first.machine.peakGigaflops > 1 && first.machine.triadGigabytes > 0.1)
    try JSONEncoder().encode(first).write(to: folder.file("before.json"))
    let second = try report(["--only", "W1 loss", "--compare", "before.json"], in: folder.url)
    let comparison = try #require(second.comparison)
    #expect(comparison.rows.map(\.name) == ["W1 loss"] && comparison.missing.count == 3)
  }

  @Test func pointOfScalingHasAPeakOfItsOwn() throws {
    let report = try report(
      ["--scaling", "--only", "10,000 Gaussians at 1280 x 720, forward and"], in: URL(filePath: "/"))
    #expect(report.rows.count == 1)
    // The program with LibTorch takes tens of megabytes at least, and this point not a gigabyte.
    let peak = try #require(report.rows.first?.peakMegabytes)
    #expect((30...1000).contains(peak))
  }

  @Test(arguments: [
    ["--only", "nonsense"], ["--repeat", "0"], ["--child", "nonsense"], ["--threads", "0"],
  ])
  func wrongUsageIsTold(_ arguments: [String]) throws {
    expectFailure(try Program.run(["bench"] + arguments, in: URL(filePath: "/")), status: 64)
  }

  @Test func missingFilesAreNamed() throws {
    let folder = try TemporaryFolder()
    try Data("{".utf8).write(to: folder.file("broken.json"))
    for arguments in [
      ["--workloads", "absent"], ["--compare", "absent.json"], ["--compare", "broken.json"],
    ] {
      let outcome = try Program.run(["bench", "--only", "W1 loss"] + arguments, in: folder.url)
      expectFailure(outcome, status: 1)
      #expect(outcome.errors.contains(arguments[1]))
    }
  }
}
