import Foundation
import Methods
import Tensors
import TestSupport
import Testing

extension TrainingTests {
  /// The two stages of sparse control.
  @Suite struct SparseControlTests {
    private func method(after steps: Int) throws -> (SparseControl, [Double]) {
      let folder = try TemporaryFolder()
      let run = try TrainingRun<SparseControl>(
        .lively(iterations: 80, density: .lively(resetInterval: 1000)), in: folder.url)
      try run.interrupt(after: steps)
      return (run.trainer.method, run.losses)
    }

    private func count(_ method: SparseControl, _ layer: String) throws -> Int {
      try #require(method.populations.first { $0.layer == layer }).model.count
    }

    @Test func nodesComeAreChosenAndComeAndGoOnceMore() throws {
      let scene = try count(method(after: 0).0, "scene")
      #expect(try count(method(after: 0).0, "nodes") == 60)
      #expect(try count(method(after: 6).0, "nodes") > 60)
      let chosen = try method(after: 7).0
      #expect(try count(chosen, "nodes") == 60 && count(chosen, "scene") == scene)
      let second = try method(after: 24).0
      #expect(try count(second, "nodes") == 60 && count(second, "scene") != scene)
      #expect(try count(method(after: 25).0, "nodes") != 60)
    }

    @Test func bothStagesLearn() throws {
      let folder = try TemporaryFolder()
      var configuration = SparseControlConfiguration.lively(
        iterations: 120, density: .lively(resetInterval: 1000))
      (configuration.nodeStage.iterations, configuration.nodeStage.selection) = (40, 32)
      // Nodes that split would be smaller than before.
      configuration.nodeStage.density.startIteration = 1000
      let run = try TrainingRun<SparseControl>(configuration, in: folder.url)
      try run.run()
      // Each eight steps see each of the eight frames once.
      func loss(_ start: Int) -> Double { run.losses[start..<start + 8].reduce(0, +) / 8 }
      #expect(loss(24) < loss(0) * 0.9, "the nodes' loss went from \(loss(0)) to \(loss(24))")
      #expect(loss(112) < loss(40) * 0.75, "the loss went from \(loss(40)) to \(loss(112))")
      #expect(run.trainer.nonFiniteRemoved == 0)
    }
  }
}
