import Captures
import Evaluation
import Files
import Foundation
import Images
import Methods
import Splatting

extension Evaluate {
  /// Measures a scene in every way that its capture allows.
  func report(on sceneFolder: URL, _ captureFolder: URL, _ compute: ComputeResources) throws
    -> EvaluationReport
  {
    let measurement = try SceneMeasurement(
      SceneFolder.read(sceneFolder), capture: captureFolder, split: split,
      lpips: lpips.map { URL(argument: $0) }, points: points, compute: compute)
    guard let images else { return try measurement.report() }
    var folder: FrameFolder?
    return try measurement.report { loaded, view, isNovel in
      let place = try folder ?? FrameFolder(URL(argument: images), overwrite: overwrite, isOurs: isPicture)
      folder = place
      try ImageFile.write(
        ComparisonStrip.image(truth: loaded.image, rendered: view.image),
        to: place.url.appending(path: "\(isNovel ? "novel" : "frame")-\(loaded.frame.name).png"))
    }
  }

  private func isPicture(_ name: String) -> Bool { name.hasPrefix("frame-") || name.hasPrefix("novel-") }
}
