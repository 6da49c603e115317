import ArgumentParser
import Captures
import Evaluation
import Files
import Foundation
import Images
import Methods
import Splatting

extension Evaluate {
  /// Measures a scene in every way that its capture allows.
  func report(on sceneFolder: URL, _ captureFolder: URL, threads: Int) throws -> EvaluationReport {
    let scene = try SceneFolder.read(sceneFolder)
    let capture = try CaptureReader().read(captureFolder).downscaled(by: scene.origin.downscale)
    let truth = try CaptureTruth.read(captureFolder)
    guard let split = split ?? CaptureSplit(scene.origin.split) else {
      throw ValidationError("the scene's split '\(scene.origin.split)' is unknown: name one with --split")
    }
    let test = try split.divide(capture).test
    let title = split == .all ? "All frames, which were trained on" : "Frames held out by \(split)"
    let evaluator = SceneEvaluator(
      renderer: SceneRenderer(rasterizer: CPURasterizer(threads: threads)),
      perceptual: try PerceptualMetrics.available(script: lpips.map { URL(argument: $0) }))
    // What costs little first: what is wrong with the truth is told before anything is rendered.
    var report = EvaluationReport(images: [])
    if let truth, !truth.hands.isEmpty, !capture.hands.isEmpty {
      report.hands = try HandEvaluator.evaluate(
        capture.hands, truth: truth.hands, title: "The capture's hands, all frames")
    }
    if let truth, !truth.hands.isEmpty, !scene.hands.isEmpty {
      report.refinedHands = try HandEvaluator.evaluate(
        scene.hands, truth: truth.hands, title: "The scene's hands, all frames")
    }
    if let object = truth?.object {
      report.object = try GeometryEvaluator(points: points).evaluate(
        scene, object: object, frames: test.map { ($0, capture.frames[$0]) }, title: "Object. \(title)")
    }
    report.interaction = try InteractionEvaluator.evaluate(
      scene, frames: capture.frames.enumerated().map { ($0, $1) }, object: truth?.object,
      title: "Hand and object, all frames")
    let folder = try images.map {
      try FrameFolder(URL(argument: $0), overwrite: overwrite, isOurs: isPicture)
    }
    report.images = [
      try table(evaluator, scene, test.map { capture.frames[$0] }, title, "frame", in: folder)
    ]
    if !capture.novelFrames.isEmpty {
      report.images.append(
        try table(evaluator, scene, capture.novelFrames, "Novel views", "novel", in: folder))
    }
    return report
  }

  private func table(
    _ evaluator: SceneEvaluator, _ scene: Scene, _ frames: [Frame], _ title: String, _ prefix: String,
    in folder: FrameFolder?
  ) throws -> MetricsTable {
    try evaluator.evaluate(scene, frames: frames, title: title) { loaded, view in
      guard let folder else { return }
      try ImageFile.write(
        ComparisonStrip.image(truth: loaded.image, rendered: view.image),
        to: folder.url.appending(path: "\(prefix)-\(loaded.frame.name).png"))
    }
  }

  private func isPicture(_ name: String) -> Bool { name.hasPrefix("frame-") || name.hasPrefix("novel-") }
}
