import Captures
import Evaluation
import Foundation
import TestSupport

/// Two methods, or settings, on a capture of eight frames of 48x36.
struct TinyComparison {
  let folder: TemporaryFolder
  var plan: ComparisonPlan

  init(iterations: Int = 4, seeds: [UInt64] = [1, 2]) throws {
    folder = try TemporaryFolder()
    var configuration = SynthesisConfiguration()
    (configuration.frames, configuration.width, configuration.height) = (8, 48, 36)
    (configuration.novelViews, configuration.points, configuration.samplesPerSide) = (1, 300, 1)
    _ = try Synthesizer.write(configuration, to: folder.file("tiny"))
    plan = ComparisonPlan(
      captures: [folder.file("tiny")],
      entries: [
        ComparisonEntry(label: "static", method: "static", preset: .fast, iterations: iterations),
        ComparisonEntry(
          label: "a <b> & 'c'", method: "static", preset: .fast, iterations: iterations,
          assignments: ["ssimWeight=0.5"]),
      ], splits: [.alternate], seeds: seeds)
  }

  /// Where the runs and the report are.
  var output: URL { folder.file("out") }

  var runner: ComparisonRunner {
    ComparisonRunner(plan, folder: output, compute: .processor(threads: 2), perceptual: nil)
  }

  /// Makes all runs that are not done.
  func made() throws -> [ComparisonRunResult] {
    try plan.runs.map { run in
      try runner.result(of: run) ?? runner.make(run, isCancelled: { false }, report: { _ in })
    }
  }

  /// A report of `results`.
  func report(_ results: [ComparisonRunResult], failures: [ComparisonReport.Failure] = []) -> ComparisonReport
  {
    ComparisonReport(
      title: "Tiny", command: "handful compare tiny", plan: plan, results: results, failures: failures,
      published: PublishedFigures.comparison)
  }
}
