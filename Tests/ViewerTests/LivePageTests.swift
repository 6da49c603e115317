import Captures
import Evaluation
import Files
import Foundation
import Images
import Methods
import Splatting
import TestSupport
import Testing
import Viewer

/// A page that was opened before a training began, and what it shows until the end.
@Suite(.enabled(if: Browser.isAvailable, "apt-get install chromium, and make setup for Python"))
struct LivePageTests {
  /// A training that goes on when the browser has saved pictures.
  private struct PacedTraining: Sendable {
    let folder: URL
    let pictures: URL
    let capture: Capture

    private func wait(for picture: String) {
      let file = pictures.appending(path: picture + ".png").path
      let deadline = Date(timeIntervalSinceNow: 60)
      while !FileManager.default.fileExists(atPath: file), Date() < deadline { usleep(10_000) }
    }

    /// Begins after the picture `waiting`, and goes on from its first state after `turned`.
    func run() throws -> Scene {
      wait(for: "waiting")
      var configuration = Static3DConfiguration(preset: .fast)
      configuration.training = TrainingConfiguration(iterations: 60, logInterval: 5)
      let reconstruction = try Reconstruction<Static3D>(
        configuration, capture: capture, split: .all, downscale: 1, seed: 1, compute: .processor(threads: 1),
        folder: folder)
      let lock = try FolderLock(folder)
      defer { withExtendedLifetime(lock) {} }
      try JSONFile.write(configuration, to: folder.appending(path: SceneFolder.settingsName))
      var snapshots = SceneSnapshots(in: folder, leastInterval: .zero, share: 1e12)
      try reconstruction.trainer.run(report: { progress in
        try snapshots.writeIfDue(reconstruction.scene)
        if progress.iteration == 5 { wait(for: "turned") }
      })
      let scene = try reconstruction.scene()
      try SceneFolder.write(scene, to: folder)
      try SceneSnapshots.remove(from: folder)
      return scene
    }
  }

  private func until(_ condition: String) -> [String: Any] {
    let loop = "for (let count = 0; count < 3000 && !(\(condition)); count++) await frame();"
    return ["run": "await (async () => { \(loop) return \(condition); })()"]
  }

  @Test func thePageGrowsWithTheScene() async throws {
    let (temporary, pictures) = (try TemporaryFolder(), try TemporaryFolder())
    var synthesis = SynthesisConfiguration()
    (synthesis.frames, synthesis.width, synthesis.height) = (4, 96, 72)
    (synthesis.novelViews, synthesis.points, synthesis.samplesPerSide) = (0, 500, 1)
    let training = PacedTraining(
      folder: temporary.file("new.scene"), pictures: pictures.url,
      capture: try Synthesizer.write(synthesis, to: temporary.file("tiny")))
    let state = "document.getElementById('live-state').textContent"
    let tags = "[...document.querySelectorAll('#live-curves li')].map((row) => row.dataset.tag).join()"
    let steps: [[String: Any]] = [
      ["size": [640, 480]], ["open": "#off=none&camera=recorded&view=1"],
      until("\(state).startsWith('waiting')"),
      ["canvas": "waiting"],
      until("viewer.description.layers.length === 1"), ["canvas": "early"], ["drag": [320, 240, 380, 260]],
      ["run": "viewer.camera.position.join()"], ["canvas": "turned"],
      until("\(state).startsWith('finished')"),
      until("document.getElementById('live-shown').textContent === 'shown: step 60'"), ["canvas": "away"],
      ["run": "viewer.camera.position.join()"], ["run": tags],
      ["run": "document.getElementById('live-progress').value"],
      ["key": "KeyR"], ["canvas": "late"],
    ]
    let live = LiveReconstruction(name: "new", folder: training.folder)
    async let scene = blocking { try training.run() }
    let session = try await serving(ViewerServer(live: live)) {
      try await Browser.perform(steps, at: $0, in: pictures)
    }
    #expect(session.complaints.isEmpty, "\(session.complaints)")
    let values = session.values
    #expect(values.count == 8 && [0, 1, 3, 4].allSatisfy { values[$0] as? Bool == true }, "\(values)")
    #expect(values[2] as? String == values[5] as? String)
    #expect((values[6] as? String)?.hasPrefix("loss/total,loss/scene/") == true)
    #expect((values[6] as? String)?.hasSuffix("gaussians/count") == true)
    #expect(values[7] as? Int == 60)
    // The last state's picture is that of the scene, and another than the first state's.
    let final = try await scene
    let view = final.views[1]
    let truth = try SceneRenderer(rasterizer: CPURasterizer(threads: 1))
      .render(final, camera: view.camera.resized(width: 640, height: 480), time: view.time).image
    func similarity(_ name: String) throws -> Double {
      try StructuralSimilarityMap(ComparedImages(rendered: session.picture(name), truth: truth)).mean
    }
    #expect(try similarity("late") > 0.99)
    #expect(try similarity("early") < similarity("late") - 0.02)
  }
}
