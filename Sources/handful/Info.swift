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

  private struct CaptureReport: Encodable {
    var name: String
    var frames: Int
    var size: [Int]
    var times: [Double]
    var masks: Int
    var depths: Int
    var hands: [String]
    var points: Int
    var novelViews: Int
    var keyFrame: Int?
    var errors: [String]
    var warnings: [String]
  }

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
    let report = CaptureReport(
      name: capture.name, frames: capture.frames.count,
      size: capture.frames.first.map { [$0.camera.width, $0.camera.height] } ?? [],
      times: [capture.frames.map(\.time).min(), capture.frames.map(\.time).max()].compactMap { $0 },
      masks: capture.frames.filter { $0.maskURL != nil }.count,
      depths: capture.frames.filter { $0.depthURL != nil }.count, hands: capture.hands.map(\.side.rawValue),
      points: capture.points.positions.count, novelViews: capture.novelFrames.count,
      keyFrame: capture.keyFrame,
      errors: findings.filter { $0.severity == .error }.map(\.fault.description),
      warnings: findings.filter { $0.severity == .warning }.map(\.fault.description))
    if json { try Output.json(report) } else { print(report) }
    if !report.errors.isEmpty { throw ExitCode(1) }
  }

  private func print(_ report: CaptureReport) {
    print("capture    \(report.name)")
    print("frames     \(report.frames), \(report.size.map(String.init).joined(separator: "x"))")
    print("times      \(report.times.map { String(format: "%.3f", $0) }.joined(separator: " to "))")
    print("masks      \(report.masks), depths \(report.depths), novel views \(report.novelViews)")
    print("hands      \(report.hands.isEmpty ? "none" : report.hands.joined(separator: ", "))")
    print("key frame  \(report.keyFrame.map(String.init) ?? "unknown")")
    print("points     \(report.points)")
    for line in report.errors { print("error      \(line)") }
    for line in report.warnings { print("warning    \(line)") }
    if report.errors.isEmpty, report.warnings.isEmpty { print("nothing wrong") }
  }

  private func print(_ line: String) { Swift.print(line) }
}
