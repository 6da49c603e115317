import Captures
import Foundation
import Images
import Methods
import Splatting

/// Measures the scene of a run and writes pictures of it.
struct ComparisonMeasurement {
  private let evaluator: SceneEvaluator
  private let folder: URL

  /// So many of the frames held out are shown.
  private static let pictureCount = 12
  /// The files' folder in that of the run.
  private static let folderName = "pictures"

  init(_ compute: ComputeResources, perceptual: (any PerceptualMetric)?, folder: URL) throws {
    evaluator = SceneEvaluator(renderer: SceneRenderer(compute), perceptual: perceptual)
    self.folder = folder
    try SceneFolder.makeFolder(folder.appending(path: Self.folderName))
  }

  func measure(
    _ scene: Scene, heldOut: [Frame], novel: [Frame]
  ) throws -> (heldOut: MetricsTable, novel: MetricsTable?, pictures: [ComparisonRunResult.Picture]) {
    let step = max(1, (heldOut.count + Self.pictureCount - 1) / Self.pictureCount)
    let shown = Set(stride(from: 0, to: heldOut.count, by: step).map { heldOut[$0].name })
    var pictures: [ComparisonRunResult.Picture] = []
    let table = try evaluator.evaluate(scene, frames: heldOut, title: "Held-out frames") { frame, view in
      if shown.contains(frame.frame.name) {
        pictures.append(try picture(frame, view.image, number: pictures.count))
      }
    }
    let others =
      novel.isEmpty ? nil : try evaluator.evaluate(scene, frames: novel, title: "Novel views")
    return (table, others, pictures)
  }

  private func picture(
    _ frame: LoadedFrame, _ rendered: Image, number: Int
  ) throws -> ComparisonRunResult.Picture {
    func write(_ image: Image, _ kind: String) throws -> String {
      let name = "\(Self.folderName)/\(number)-\(kind).jpg"
      try ImageFile.write(image, to: folder.appending(path: name), quality: 88)
      return name
    }
    return ComparisonRunResult.Picture(
      frame: frame.frame.name, time: frame.frame.time, truth: try write(frame.image, "truth"),
      rendered: try write(rendered, "rendered"),
      error: try write(ComparisonStrip.error(truth: frame.image, rendered: rendered), "error"))
  }
}
