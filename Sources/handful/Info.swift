import ArgumentParser
import Captures
import Foundation
import Methods

/// The command `handful info`.
struct Info: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints what a capture or a scene holds, and what is wrong with it.",
    discussion: """
      Reads capture folders, nerfstudio, Blender/D-NeRF and COLMAP data sets, and scenes.
      Exits with 1 if a capture has an error that would stop a reconstruction.

      Example:
        handful info cup
      """)

  @Argument(help: "The folder of a capture or of a scene.")
  var folder: String

  @Flag(help: "Print JSON.")
  var json = false

  private struct SceneReport: Encodable {
    var origin: Scene.Origin
    var layers: [String: Int]
    var views: Int
  }

  func run() async throws {
    let url = URL(argument: folder)
    let record = url.appending(path: SceneFolder.recordName)
    if FileManager.default.fileExists(atPath: record.path) { return try describeScene(url) }
    try describeCapture(url)
  }

  private func describeScene(_ url: URL) throws {
    let scene = try SceneFolder.read(url)
    let layers = Dictionary(uniqueKeysWithValues: scene.layers.map { ($0.name, $0.gaussians(at: 0).count) })
    let report = SceneReport(origin: scene.origin, layers: layers, views: scene.views.count)
    if json { return try Output.json(report) }
    let origin = scene.origin
    print("scene      \(url.lastPathComponent), made from \(origin.capture) by \(origin.method)")
    print(
      "iterations \(origin.iterations), seed \(origin.seed), split \(origin.split), 1/\(origin.downscale) size"
    )
    for (name, count) in layers.sorted(by: { $0.key < $1.key }) {
      print("layer      \(name): \(count) Gaussians")
    }
    print("views      \(report.views)")
  }

  private func describeCapture(_ url: URL) throws {
    let capture = try CaptureReader().parse(url)
    let findings = CaptureValidator(capture, source: url).validate()
    let summary = CaptureSummary(capture, findings: findings)
    if json { try Output.json(summary) } else { print(summary) }
    if !summary.errors.isEmpty { throw ExitCode(1) }
  }

  private func print(_ summary: CaptureSummary) {
    for (name, value) in summary.facts {
      print(name.padding(toLength: 11, withPad: " ", startingAt: 0) + value)
    }
    for line in summary.errors { print("error      \(line)") }
    for line in summary.warnings { print("warning    \(line)") }
    if summary.errors.isEmpty, summary.warnings.isEmpty { print("nothing wrong") }
  }

  private func print(_ line: String) { Swift.print(line) }
}
