import Files
import Foundation
import Methods
import Tensors
import TestSupport
import Testing

extension TrainingTests {
  /// Whether training makes scenes better.
  @Suite struct LearningTests {
    private func expectLearning<M: Method>(
      _ type: M.Type, _ configuration: M.Configuration, room: Int = 0
    ) throws {
      let folder = try TemporaryFolder()
      let run = try TrainingRun<M>(configuration, in: folder.url)
      let start = run.trainer.gaussianCount
      try run.run()
      let total = configuration.training.iterations
      #expect(run.losses.count == total && run.trainer.stepsTaken == total)
      // Each eight steps see each of the eight frames once.
      let (first, last) = (run.losses.prefix(8).reduce(0, +), run.losses.suffix(8).reduce(0, +))
      #expect(last < first * 0.75, "the loss went from \(first / 8) to \(last / 8)")
      #expect(run.counts.last != start, "density control did nothing")
      // Layers that begin above the limit of 900 do not grow; `room` is for those that begin below it.
      #expect(run.counts.allSatisfy { $0 <= max(900, start + room) })
      #expect(run.trainer.nonFiniteRemoved == 0)
    }

    @Test func aStaticSceneIsLearnt() throws {
      try expectLearning(Static3D.self, .lively(iterations: 80, density: .lively(resetInterval: 1000)))
    }

    @Test func aStaticSceneIsLearntWhereOnlyVisibleGaussiansMove() throws {
      var configuration = Static3DConfiguration.lively(iterations: 80, density: .lively(resetInterval: 1000))
      configuration.training.movesVisibleOnly = true
      try expectLearning(Static3D.self, configuration)
    }

    @Test func aStaticSceneIsLearntByMarkovChain() throws {
      try expectLearning(Static3D.self, .lively(iterations: 80, density: .livelyMarkovChain))
    }

    @Test func aDeformableSceneIsLearnt() throws {
      try expectLearning(Deformable3D.self, .lively(iterations: 80, density: .lively(resetInterval: 1000)))
    }

    @Test func aHexPlaneSceneIsLearnt() throws {
      try expectLearning(HexPlane4D.self, .lively(iterations: 80, density: .lively(resetInterval: 1000)))
    }

    @Test(arguments: [nil, 24]) func handsAndObjectsAreLearntTogether(nodes: Int?) throws {
      var configuration = InteractionAwareConfiguration.lively(
        iterations: 80, density: .lively(resetInterval: 1000), nodes: nodes)
      // One phase, so that losses can be compared.
      configuration.phases = [configuration.phases[3]]
      try expectLearning(InteractionAware.self, configuration, room: 1800)
    }

    @Test func theFollowedMotionBecomesSmoother() throws {
      let folder = try TemporaryFolder()
      var configuration = InteractionAwareConfiguration.lively(iterations: 60)
      configuration.followSmoothing = 0
      configuration.pathLearningRate = .constant(1e-3)
      // Hardly anything else counts.
      configuration.losses.smoothness = 1e6
      let run = try TrainingRun<InteractionAware>(configuration, in: folder.url)
      try run.run()
      let rough = run.losses.filter { $0 > 1 }
      let (first, last) = (try #require(rough.first), try #require(run.losses.last))
      #expect(last < first / 3, "from \(first) to \(last)")
    }

    @Test func figuresAreLogged() throws {
      let folder = try TemporaryFolder()
      var configuration = Static3DConfiguration.lively(iterations: 5)
      configuration.training.logInterval = 2
      try TrainingRun<Static3D>(configuration, in: folder.url).run()
      let events = folder.file("events")
      let files = try FileManager.default.contentsOfDirectory(atPath: events.path)
      #expect(files.count == 1 && files[0].hasPrefix("events.out.tfevents."))
      let bytes = try Data(contentsOf: events.appending(path: files[0]))
      func count(_ tag: String) -> Int {
        let text = String(decoding: bytes, as: UTF8.self)
        return text.components(separatedBy: tag).count - 1
      }
      // Steps 2 and 4, and the last.
      for tag in ["loss/total", "loss/scene/photometric", "gaussians/count", "rate/gaussians.means"] {
        #expect(count(tag) == 3, "\(tag)")
      }
      let log = try EventLog(folder: events)
      #expect(log.series["loss/total"]?.map(\.step) == [2, 4, 5])
      let fit = try #require(log.series["psnr/training"])
      #expect(fit.count == 3 && fit.allSatisfy { (5...60).contains($0.value) })
      #expect(log.series["memory/peak MB"]?.allSatisfy { $0.value > 10 } == true)
    }

    @Test func aPartOfTheSceneHasNoFit() throws {
      let folder = try TemporaryFolder()
      var configuration = InteractionAwareConfiguration.lively(iterations: 2)
      // The hand alone.
      configuration.phases = [configuration.phases[0]]
      configuration.training.logInterval = 1
      try TrainingRun<InteractionAware>(configuration, in: folder.url).run()
      let log = try EventLog(folder: folder.file("events"))
      #expect(log.series["loss/total"]?.count == 2 && log.series["psnr/training"] == nil)
    }
  }
}
