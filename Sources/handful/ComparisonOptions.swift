import ArgumentParser
import Captures
import Evaluation
import Files
import Foundation
import Methods

/// What `compare` and `ablate` have in common.
struct ComparisonOptions: ParsableArguments {
  @Argument(help: "The captures' folders.")
  var captures: [String]

  @Option(
    name: .shortAndLong,
    help:
      "The folder of the runs and of report.md, report.json and report.html; what is done in it is not made again."
  )
  var output: String

  @Option(help: "Settings to start from: fast or paper.")
  var preset = Preset.fast

  @Option(help: "Steps to take; the preset's schedules are stretched to fit.")
  var iterations: Int?

  @Option(help: "Seeds, separated by commas: each gives a run of its own.")
  var seeds = "1"

  @Option(help: "By how much to shrink the images.")
  var downscale = 1.0

  @Option(help: "A TorchScript file of LPIPS, in place of ST-LPIPS.")
  var lpips: String?

  @Flag(help: "Train nothing: write the report of what is done.")
  var reportOnly = false

  @OptionGroup var devices: DeviceOptions

  mutating func validate() throws {
    guard !captures.isEmpty else { throw ValidationError("name one capture or more") }
    _ = try parsedSeeds()
    guard downscale.isFinite, downscale >= 1 else {
      throw ValidationError("--downscale takes a number of 1 or more")
    }
    if let iterations, iterations < 1 { throw ValidationError("--iterations takes a number of 1 or more") }
  }

  /// The seeds as numbers.
  private func parsedSeeds() throws -> [UInt64] {
    let seeds = seeds.split(separator: ",", omittingEmptySubsequences: false).map { UInt64($0) }
    let known = seeds.compactMap { $0 }
    guard known.count == seeds.count, Set(known).count == known.count else {
      throw ValidationError("--seeds takes different whole numbers, such as 1,2,3")
    }
    return known
  }

  /// Makes what is not done of `entries` with `splits`, and writes the report after every run.
  func run(
    title: String, entries: [ComparisonEntry], splits: [CaptureSplit], published: [PublishedFigures]
  ) throws {
    let compute = try devices.apply()
    let plan = ComparisonPlan(
      captures: captures.map { URL(argument: $0).standardizedFileURL }, entries: entries, splits: splits,
      seeds: try parsedSeeds(), downscale: downscale)
    do {
      try plan.validate()
    } catch let error as Settings.SettingError {
      throw ValidationError(error.description)
    } catch let error as ComparisonError {
      throw ValidationError(error.description)
    }
    let folder = URL(argument: output)
    try SceneFolder.makeFolder(folder)
    let runner = ComparisonRunner(
      plan, folder: folder, compute: compute,
      perceptual: try PerceptualMetrics.available(script: lpips.map { URL(argument: $0) }))
    let session = ComparisonSession(
      plan: plan, runner: runner, folder: folder, title: title, published: published)
    let report = try session.run(makesRuns: !reportOnly)
    print(report.markdown())
    if !report.failures.isEmpty { throw ExitCode.failure }
  }
}
