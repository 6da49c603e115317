import ArgumentParser
import Captures
import Evaluation
import Files
import Foundation
import Images
import Methods
import Splatting

/// The command `handful evaluate`.
struct Evaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures a scene against its capture: PSNR, SSIM and a perceptual distance, by region.",
    discussion: """
      Regions (full image, hand, object, hand and object, background) come from the capture's masks. Views from \
      elsewhere are measured too where the capture has them.

      Example:
        handful evaluate cup.scene --capture cup --images comparison
      """)

  @Argument(help: "The scene's folder.")
  var scene: String

  @Option(help: "The capture that the scene was made from.")
  var capture: String

  @Option(help: "Which frames to measure: those that this split holds out; by default the scene's own split.")
  var split: CaptureSplit?

  @Option(help: "A TorchScript file of LPIPS, in place of ST-LPIPS.")
  var lpips: String?

  @Option(help: "A folder for pictures: truth, rendering and error side by side.")
  var images: String?

  @Flag(help: "Print JSON, with the figures of every frame.")
  var json = false

  @OptionGroup var compute: ComputeOptions

  func run() async throws {
    let threads = compute.apply()
    let scene = try SceneFolder.read(URL(argument: scene))
    let capture = try CaptureReader().read(URL(argument: capture)).downscaled(by: scene.origin.downscale)
    guard let split = split ?? CaptureSplit(scene.origin.split) else {
      throw ValidationError("the scene's split '\(scene.origin.split)' is unknown: name one with --split")
    }
    let test = try split.divide(capture).test
    let evaluator = SceneEvaluator(
      renderer: SceneRenderer(rasterizer: CPURasterizer(threads: threads)),
      perceptual: try PerceptualMetrics.available(script: lpips.map { URL(argument: $0) }))
    let title = split == .all ? "All frames, which were trained on" : "Frames held out by \(split)"
    var tables = [try table(evaluator, scene, test.map { capture.frames[$0] }, title, "frame")]
    if !capture.novelFrames.isEmpty {
      tables.append(try table(evaluator, scene, capture.novelFrames, "Novel views", "novel"))
    }
    if json { return try Output.json(tables) }
    for table in tables { print(table.markdown()) }
  }

  private func table(
    _ evaluator: SceneEvaluator, _ scene: Scene, _ frames: [Frame], _ title: String, _ prefix: String
  ) throws -> MetricsTable {
    let folder = images.map { URL(argument: $0) }
    if let folder { try SceneFolder.makeFolder(folder) }
    return try evaluator.evaluate(scene, frames: frames, title: title) { loaded, view in
      guard let folder else { return }
      try ImageFile.write(
        ComparisonStrip.image(truth: loaded.image, rendered: view.image),
        to: folder.appending(path: "\(prefix)-\(loaded.frame.name).png"))
    }
  }
}
