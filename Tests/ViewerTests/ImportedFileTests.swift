import Evaluation
import Foundation
import Images
import Methods
import Splatting
import TestSupport
import Testing
import Viewer

/// Files of Gaussians, of which no camera is known.
@Suite(
  .enabled(if: Browser.isAvailable, "apt-get install chromium, and make setup for Python"), .serialized)
struct ImportedFileTests {
  @Test func aFileIsShownFromAllSides() async throws {
    let folder = try TemporaryFolder()
    let file = folder.file("blob.ply")
    let places = (0..<200).map { index -> SIMD3<Float> in
      [Float(index % 20) / 10, Float(index / 20) / 10, Float(index % 7) / 10]
    }
    try GaussianPLY.write(SampleScene.model(places, seed: 9, degree: 1, logScale: -3), to: file)
    let scene = try Scene(contentsOf: file)
    let steps: [[String: Any]] = [
      ["size": [400, 300]], ["open": ""], ["canvas": "start"],
      ["run": "document.getElementById('timeline').hidden"],
      ["run": "document.getElementById('path').disabled"],
      ["click": "#camera [data-key=recorded]"], ["key": "Period"], ["canvas": "turned"],
      ["run": "document.querySelector('#camera [data-key=recorded]').textContent"],
      ["run": "document.getElementById('timeline').hidden"],
    ]
    let session = try await serving(ViewedScene(name: "blob.ply", scene: scene)) {
      try await Browser.perform(steps, at: $0)
    }
    #expect(session.complaints.isEmpty, "\(session.complaints)")
    let values = session.values
    #expect(
      [0, 1, 3].map { values[$0] as? Bool } == [true, true, false] && values[2] as? String == "Turntable")
    // The first view is where it starts, the right way up; the second one is where a step of the turntable goes.
    for (index, name) in ["start", "turned"].enumerated() {
      let camera = scene.views[index].camera.resized(width: 400, height: 300)
      let view = try SceneRenderer(rasterizer: CPURasterizer(threads: 1)).render(
        scene, camera: camera, time: 0)
      let picture = try session.picture(name)
      let similarity = try StructuralSimilarityMap(ComparedImages(rendered: picture, truth: view.image)).mean
      #expect(similarity > 0.99, "\(name)")
    }
  }
}
