import ArgumentParser
import Captures
import Evaluation
import Files
import Foundation
import Methods

/// The command `handful report`.
struct Report: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Shows a scene on one page: pictures, video, figures, curves, settings, what the capture lacks.",
    discussion: """
      The page is one file that needs no other; it can be read on a phone and printed. With the capture it shows \
      recorded images beside ours and the errors, the figures of `handful evaluate`, and warnings about the recording. \
      --metrics takes figures that were measured before; without it they are measured now.

      Examples:
        handful report cup.scene --capture cup -o cup.html
        handful evaluate cup.scene --capture cup --json > cup.json
        handful report cup.scene --capture cup --metrics cup.json -o cup.html
      """)

  @Argument(help: "The scene's folder, or a file of Gaussians (.ply, .splat, .spz).")
  var scene: String

  @Option(name: .shortAndLong, help: "The page to write: a .html.")
  var output: String

  @Option(help: "The capture that the scene was made from.")
  var capture: String?

  @Option(help: "A file of what `handful evaluate --json` printed, in place of measuring.")
  var metrics: String?

  @Option(help: "Which frames to measure: those that this split holds out; by default the scene's own split.")
  var split: CaptureSplit?

  @Option(help: "A TorchScript file of LPIPS, in place of ST-LPIPS.")
  var lpips: String?

  @OptionGroup var devices: DeviceOptions

  mutating func validate() throws {
    guard output.lowercased().hasSuffix(".html") else { throw ValidationError("end --output with .html") }
    if split != nil || lpips != nil, capture == nil || metrics != nil {
      throw ValidationError(
        "--split and --lpips say how to measure: they go with --capture and without --metrics")
    }
  }

  func run() async throws {
    let compute = try devices.apply()
    let url = URL(argument: scene)
    let scene = try Scene(contentsOf: url)
    let line = ProgressLine()
    defer { line.end() }
    var builder = try ReportBuilder(scene.moved(to: compute.device), at: url, compute: compute)
    let stored = try metrics.map { try JSONFile.read(EvaluationReport.self, from: URL(argument: $0)) }
    if let capture {
      try builder.add(
        capture: URL(argument: capture), split: split, lpips: lpips.map { URL(argument: $0) }, metrics: stored
      )
    } else {
      try builder.addViews(metrics: stored)
    }
    try builder.addLayers()
    try builder.addTraining()
    try await builder.addVideo { done, total in
      line.show("view \(done) of \(total)", final: done == total)
    }
    let page = builder.report.html()
    try AtomicFile.write(Data(page.utf8), to: URL(argument: output))
    print("\(output): \(String(format: "%.1f", Double(page.utf8.count) / 1e6)) MB")
  }
}
