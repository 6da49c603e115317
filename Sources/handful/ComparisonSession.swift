import ArgumentParser
import Evaluation
import Files
import Foundation
import Methods

/// Makes the runs of a comparison one after another and keeps its report up to date.
struct ComparisonSession {
  let plan: ComparisonPlan
  let runner: ComparisonRunner
  let folder: URL
  let title: String
  let published: [PublishedFigures]

  /// - Returns: the report, as it was written.
  /// - Throws: `ExitCode` 130 after Ctrl-C, `FileError` if the report cannot be written.
  func run(makesRuns: Bool) throws -> ComparisonReport {
    var results = try plan.runs.compactMap { try runner.result(of: $0) }
    var failures: [ComparisonReport.Failure] = []
    var report = try written(results, failures)
    guard makesRuns else { return report }
    let interruption = Interruption()
    for (index, run) in plan.runs.enumerated() where !results.contains(where: { $0.run == run }) {
      let line = ProgressLine()
      defer { line.end() }
      let name = "\(index + 1)/\(plan.runs.count) \(run.path)"
      do {
        results.append(
          try runner.make(run, isCancelled: { interruption.isRequested }) { progress in
            line.show("\(name)  \(Reconstruct.text(progress))", final: progress.iteration == progress.total)
          })
      } catch TrainingError.interrupted(let iteration, _) {
        Output.note("\(name): interrupted at iteration \(iteration); the same command goes on from there")
        throw ExitCode(130)
      } catch {
        Output.note("\(name): \(error)")
        failures.append(ComparisonReport.Failure(run: run, reason: "\(error)"))
      }
      report = try written(results, failures)
    }
    return report
  }

  private func written(
    _ results: [ComparisonRunResult], _ failures: [ComparisonReport.Failure]
  ) throws -> ComparisonReport {
    let command = (["handful"] + CommandLine.arguments.dropFirst()).joined(separator: " ")
    let report = ComparisonReport(
      title: title, command: command, plan: plan, results: results, failures: failures,
      published: published)
    try report.write(to: folder)
    return report
  }
}
