import Files
import Foundation
import Methods
import TestSupport
import Testing

extension TrainingTests {
  /// The states of a scene that are written while it is trained.
  @Suite struct SceneSnapshotsTests {
    private let always = (interval: Duration.zero, share: 1e12)

    private func layerFiles(in folder: URL) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("layer-") }
        .sorted()
    }

    /// Trains, and writes a state after every step.
    private func run(_ folder: TemporaryFolder, steps: Int) throws -> TrainingRun<Static3D> {
      let run = try TrainingRun<Static3D>(.lively(iterations: steps), in: folder.url)
      var snapshots = SceneSnapshots(in: folder.url, leastInterval: always.interval, share: always.share)
      try run.trainer.run(report: { _ in try snapshots.writeIfDue(run.scene) })
      return run
    }

    @Test func theNewestStateIsAScene() throws {
      let folder = try TemporaryFolder()
      let run = try run(folder, steps: 30)
      let place = folder.file(SceneSnapshots.folderName)
      let scene = try SceneFolder.read(place)
      #expect(scene.origin.iterations == 30 && scene.views.count == 8)
      #expect(scene.gaussians(at: 0).count == run.trainer.gaussianCount)
      // Who has read the record before can still read what it names; what is older is gone.
      #expect(try layerFiles(in: place) == ["layer-scene-29.safetensors", "layer-scene-30.safetensors"])
      try SceneSnapshots.remove(from: folder.url)
      #expect(!FileManager.default.fileExists(atPath: place.path))
      #expect(throws: Never.self) { try SceneSnapshots.remove(from: folder.url) }
    }

    @Test func writingThemChangesNothing() throws {
      let (watched, alone) = (try TemporaryFolder(), try TemporaryFolder())
      let first = try run(watched, steps: 20)
      let second = try TrainingRun<Static3D>(.lively(iterations: 20), in: alone.url)
      try second.run()
      #expect(try first.layerFile() == second.layerFile())
    }

    @Test func theyAreSeldom() throws {
      let folder = try TemporaryFolder()
      let run = try TrainingRun<Static3D>(.lively(iterations: 5), in: folder.url)
      var snapshots = SceneSnapshots(in: folder.url)
      var count = 0
      try run.trainer.run(report: { _ in
        try snapshots.writeIfDue {
          count += 1
          return try run.scene()
        }
      })
      #expect(count == 1)
    }

    @Test func theyGoWithTheScene() throws {
      let folder = try TemporaryFolder()
      _ = try run(folder, steps: 2)
      try SceneFolder.remove(from: folder.url)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
    }
  }
}
