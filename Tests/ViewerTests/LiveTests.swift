import Files
import Foundation
import Methods
import Splatting
import TestSupport
import Testing
import Viewer

/// What the server tells of a reconstruction that goes on.
@Suite struct LiveTests {
  /// A scene after so many steps.
  private func scene(_ iterations: Int) -> Scene {
    let origin = Scene.Origin(
      method: "sample", capture: "sample", split: "all", downscale: 1, iterations: iterations, seed: 1)
    let model = SampleScene.model([.zero, .one], seed: 1, degree: 0, logScale: -2)
    return Scene(
      origin: origin, layers: [StaticLayer(name: "scene", model: model, degree: 0)], background: .zero,
      views: SampleScene.viewed.scene.views)
  }

  private func json(_ path: String, _ address: URL) async throws -> [String: Any] {
    let answer = try await RawRequest.get(path, at: address)
    return try #require(JSONSerialization.jsonObject(with: answer.body) as? [String: Any])
  }

  private func expect(
    _ state: String, revision: Int, iteration: Int, shown: Int?, _ address: URL,
    location: SourceLocation = #_sourceLocation
  ) async throws {
    let status = try await json("/live.json", address)
    #expect(status["state"] as? String == state, sourceLocation: location)
    #expect(status["revision"] as? Int == revision, sourceLocation: location)
    #expect(status["iteration"] as? Int == iteration, sourceLocation: location)
    #expect(status["sceneIteration"] as? Int == shown, sourceLocation: location)
    #expect(status["problem"] == nil, sourceLocation: location)
  }

  @Test func aRunIsFollowedFromBeforeItsBeginningToItsEnd() async throws {
    let temporary = try TemporaryFolder()
    let folder = temporary.file("new.scene")
    try await serving(ViewerServer(live: LiveReconstruction(name: "new", folder: folder))) { address in
      let first = try await json("/scene.json", address)
      #expect(first["isLive"] as? Bool == true && (first["layers"] as? [Any])?.isEmpty == true)
      try await expect("waiting", revision: 0, iteration: 0, shown: nil, address)

      try SceneFolder.makeFolder(folder)
      var lock: FolderLock? = try FolderLock(folder)
      try Data(#"{"training": {"iterations": 100}}"#.utf8).write(to: folder.appending(path: "config.json"))
      let log = try EventFile(folder: folder.appending(path: SceneFolder.eventsName))
      for step in [20, 40] {
        try log.addScalars(["loss/total": 4 / Double(step), "gaussians/count": 2, "rate/x": 1], step: step)
      }
      try await expect("running", revision: 0, iteration: 40, shown: nil, address)
      let status = try await json("/live.json", address)
      #expect(status["total"] as? Int == 100)
      let curves = try #require(status["curves"] as? [[String: Any]])
      #expect(curves.map { $0["tag"] as? String } == ["loss/total", "gaussians/count"])
      #expect(curves[0]["steps"] as? [Double] == [20, 40] && curves[1]["values"] as? [Double] == [2, 2])

      var snapshots = SceneSnapshots(in: folder, leastInterval: .zero, share: 1e12)
      for (revision, iteration) in [(1, 20), (2, 30), (3, 40)] {
        try snapshots.writeIfDue { scene(iteration) }
        try await expect("running", revision: revision, iteration: 40, shown: iteration, address)
      }
      // The state before the newest may still be asked for.
      for (path, status) in [
        ("/revisions/3/layers/0/0", 200), ("/revisions/2/scene.json", 200), ("/revisions/1/scene.json", 404),
        ("/revisions/3/layers/1/0", 404), ("/revisions/x/scene.json", 404), ("/revisions/3", 404),
        ("/layers/0/0", 404),
      ] { #expect(try await RawRequest.get(path, at: address).status == status, "\(path)") }
      #expect(try await json("/revisions/3/scene.json", address)["isLive"] as? Bool == true)

      // The process ends before its time; another one goes on from a checkpoint, and comes to the end.
      withExtendedLifetime(lock) {}
      lock = nil
      try await expect("stopped", revision: 3, iteration: 40, shown: 40, address)
      lock = try FolderLock(folder)
      let second = try EventFile(folder: folder.appending(path: SceneFolder.eventsName), resumingAt: 30)
      try second.addScalars(["loss/total": 0.1], step: 30)
      try await expect("running", revision: 3, iteration: 30, shown: 40, address)
      try SceneFolder.write(scene(100), to: folder)
      try SceneSnapshots.remove(from: folder)
      withExtendedLifetime(lock) {}
      lock = nil
      try await expect("finished", revision: 4, iteration: 30, shown: 100, address)
    }
  }

  @Test func whatCannotBeReadIsTold() async throws {
    let folder = try TemporaryFolder()
    let events = folder.file(SceneFolder.eventsName)
    try SceneFolder.makeFolder(events)
    try Data(repeating: 7, count: 100).write(to: events.appending(path: "events.out.tfevents.1.here"))
    let live = LiveReconstruction(name: "broken", folder: folder.url)
    try await serving(ViewerServer(live: live)) { address in
      #expect((try await json("/live.json", address)["problem"] as? String)?.contains("tfevents") == true)
      try Data("{}".utf8).write(to: folder.file("scene.json"))
      let status = try await json("/live.json", address)
      #expect(
        (status["problem"] as? String)?.contains("scene.json") == true && status["revision"] as? Int == 0)
    }
  }
}
