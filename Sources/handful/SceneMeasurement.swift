import ArgumentParser
import Captures
import Evaluation
import Files
import Foundation
import Methods
import Splatting

/// A scene and its capture, to be measured in every way that the capture allows.
struct SceneMeasurement {
  /// The capture, scaled as the scene's was.
  let capture: Capture
  private let scene: Scene
  private let truth: CaptureTruth?
  private let split: CaptureSplit
  private let evaluator: SceneEvaluator
  private let points: Int

  /// Reads the capture and its truth.
  ///
  /// - Parameters:
  ///   - split: which frames are measured; the scene's own without it.
  ///   - lpips: a TorchScript file of LPIPS, in place of ST-LPIPS.
  ///   - points: to draw from each surface.
  ///   - compute: what renders.
  /// - Throws: `FileError` if something cannot be read, `ValidationError` for a split that is not known.
  init(
    _ scene: Scene, capture folder: URL, split: CaptureSplit? = nil, lpips: URL? = nil, points: Int = 3000,
    compute: ComputeResources
  ) throws {
    self.scene = try scene.moved(to: compute.device)
    self.points = points
    capture = try CaptureReader().read(folder).downscaled(by: scene.origin.downscale)
    truth = try CaptureTruth.read(folder)
    guard let split = split ?? CaptureSplit(scene.origin.split) else {
      throw ValidationError("the scene's split '\(scene.origin.split)' is unknown: name one with --split")
    }
    self.split = split
    evaluator = SceneEvaluator(
      renderer: SceneRenderer(compute),
      perceptual: try PerceptualMetrics.available(script: lpips))
  }

  /// Measures.
  ///
  /// What costs little comes first: what is wrong with the truth is told before anything is rendered.
  ///
  /// - Parameter visit: given each picture, and whether it is of a novel view.
  func report(
    visit: (_ frame: LoadedFrame, _ view: SceneRenderer.View, _ isNovel: Bool) throws -> Void = { _, _, _ in }
  ) throws -> EvaluationReport {
    let test = try split.divide(capture).test
    let title = split == .all ? "All frames, which were trained on" : "Frames held out by \(split)"
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
    report.images = [
      try evaluator.evaluate(scene, frames: test.map { capture.frames[$0] }, title: title) {
        try visit($0, $1, false)
      }
    ]
    if !capture.novelFrames.isEmpty {
      report.images.append(
        try evaluator.evaluate(scene, frames: capture.novelFrames, title: "Novel views") {
          try visit($0, $1, true)
        })
    }
    return report
  }
}
