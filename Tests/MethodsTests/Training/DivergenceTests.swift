import Foundation
import Methods
import Tensors
import TestSupport
import Testing

extension TrainingTests {
  /// What happens when numbers stop being finite.
  @Suite struct DivergenceTests {
    @Test func aLossThatIsNotFiniteNamesItselfAndKeepsTheCheckpoint() throws {
      let folder = try TemporaryFolder()
      var configuration = Static3DConfiguration.lively(iterations: 50)
      configuration.training.checkpointInterval = 2
      let run = try TrainingRun<DivergingMethod>(configuration, in: folder.url)
      do {
        try run.run()
        Issue.record("it went on")
      } catch let error as TrainingError {
        guard case .diverged(let iteration, let layer, let term, let checkpoint) = error else { throw error }
        #expect(iteration == 3 && layer == "hand" && term == "smoothness")
        #expect(checkpoint == run.checkpoint)
        let line = error.description
        #expect(
          line.contains("iteration 3") && line.contains("'hand'") && line.contains("checkpoint.safetensors"))
        #expect(!line.contains("\n"))
      }
      let resumed = try TrainingRun<DivergingMethod>(configuration, in: folder.url)
      try resumed.trainer.resume()
      #expect(resumed.trainer.stepsTaken == 2)
    }

    @Test func withoutACheckpointTheErrorSaysSo() throws {
      let folder = try TemporaryFolder()
      let run = try TrainingRun<DivergingMethod>(.lively(iterations: 50), in: folder.url)
      do {
        try run.run()
        Issue.record("it went on")
      } catch TrainingError.diverged(_, _, _, let checkpoint) {
        #expect(checkpoint == nil)
        #expect(!FileManager.default.fileExists(atPath: run.checkpoint.path))
      }
    }

    @Test func gaussiansThatAreNotFiniteNameTheLayerAndAreNotSaved() throws {
      let folder = try TemporaryFolder()
      var configuration = Static3DConfiguration.lively(iterations: 50)
      configuration.training.checkpointInterval = 1
      configuration.learningRates.means = .linear(start: 1e-4, end: 1e39, iterations: 6)
      let run = try TrainingRun<Static3D>(configuration, in: folder.url)
      do {
        try run.run()
        Issue.record("it went on")
      } catch let error as TrainingError {
        guard case .notFinite(let iteration, let layer, _, let checkpoint) = error else { throw error }
        #expect(iteration > 0 && layer == "scene" && checkpoint == run.checkpoint)
        #expect(error.description.contains("iteration \(iteration), layer 'scene'"))
      }
      let saved = try Safetensors.read(run.checkpoint).tensors
      #expect(saved.count > 10)
      for (name, tensor) in saved where name.hasPrefix("module.") { #expect(tensor.allFinite, "\(name)") }
    }
  }
}
