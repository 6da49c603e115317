import Files
import Foundation
import Methods
import Tensors
import TestSupport
import Testing

extension TrainingTests {
  /// Whether a run that was interrupted ends as if it had not been.
  @Suite struct ResumeTests {
    /// Compares bytes of layers after 34 iterations in one go and with a break between two changes of density.
    private func expectSame<M: Method>(_ type: M.Type, _ configuration: M.Configuration, threads: Int) throws
    {
      let folders = (try TemporaryFolder(), try TemporaryFolder())
      let unbroken = try TrainingRun<M>(configuration, in: folders.0.url, threads: threads)
      try unbroken.run()
      try TrainingRun<M>(configuration, in: folders.1.url, threads: threads).interrupt(after: 17)
      // What the seed decides is in the checkpoint.
      let resumed = try TrainingRun<M>(configuration, in: folders.1.url, threads: threads, seed: 99)
      try resumed.trainer.resume()
      #expect(resumed.trainer.stepsTaken == 17)
      try resumed.run()
      #expect(resumed.losses == Array(unbroken.losses.dropFirst(17)))
      #expect(resumed.counts.last == unbroken.counts.last)
      #expect(try resumed.layerFile() == unbroken.layerFile())
    }

    @Test(arguments: [1, 2]) func staticScenesGoOnBitForBit(threads: Int) throws {
      try expectSame(Static3D.self, .lively(iterations: 34), threads: threads)
    }

    @Test(arguments: [1, 2]) func deformableScenesGoOnBitForBit(threads: Int) throws {
      try expectSame(Deformable3D.self, .lively(iterations: 34), threads: threads)
    }

    @Test(arguments: [1, 2]) func hexPlaneScenesGoOnBitForBit(threads: Int) throws {
      try expectSame(HexPlane4D.self, .lively(iterations: 34), threads: threads)
    }

    @Test(arguments: [1, 2]) func sparseControlScenesGoOnBitForBit(threads: Int) throws {
      try expectSame(SparseControl.self, .lively(iterations: 34), threads: threads)
    }

    @Test(arguments: [nil, 24]) func layeredScenesGoOnBitForBit(nodes: Int?) throws {
      // The break is in the third phase.
      try expectSame(InteractionAware.self, .lively(iterations: 34, nodes: nodes), threads: 2)
    }

    @Test(arguments: [1, 2]) func markovChainsGoOnBitForBit(threads: Int) throws {
      try expectSame(Static3D.self, .lively(iterations: 34, density: .livelyMarkovChain), threads: threads)
      try expectSame(
        Deformable3D.self, .lively(iterations: 34, density: .livelyMarkovChain), threads: threads)
    }

    @Test func cancellationSavesAndSaysWhere() throws {
      let folder = try TemporaryFolder()
      let run = try TrainingRun<Static3D>(.lively(iterations: 100), in: folder.url)
      do {
        try run.run(atMost: 4)
        Issue.record("it went on")
      } catch TrainingError.interrupted(let iteration, let checkpoint) {
        #expect(iteration == 4)
        #expect(checkpoint == run.checkpoint)
        #expect(FileManager.default.fileExists(atPath: checkpoint.path))
      }
    }

    @Test func aRunCanBeMadeLonger() throws {
      let folders = (try TemporaryFolder(), try TemporaryFolder())
      try TrainingRun<Static3D>(.lively(iterations: 6), in: folders.0.url).run()
      let longer = try TrainingRun<Static3D>(.lively(iterations: 12), in: folders.0.url)
      try longer.trainer.resume()
      try longer.run()
      let unbroken = try TrainingRun<Static3D>(.lively(iterations: 12), in: folders.1.url)
      try unbroken.run()
      #expect(try longer.layerFile() == unbroken.layerFile())
    }

    @Test func otherSettingsOrFramesAreRefused() throws {
      let folder = try TemporaryFolder()
      try TrainingRun<Static3D>(.lively(iterations: 50), in: folder.url).interrupt(after: 3)
      var other = Static3DConfiguration.lively(iterations: 50)
      other.ssimWeight = 0.3
      let runs = [
        try TrainingRun<Static3D>(other, in: folder.url),
        try TrainingRun<Static3D>(.lively(iterations: 50), in: folder.url, frameCount: 5),
      ]
      for run in runs {
        #expect(throws: FileError.self) { try run.trainer.resume() }
      }
      let deformable = try TrainingRun<Deformable3D>(.lively(iterations: 50), in: folder.url)
      #expect(throws: FileError.self) { try deformable.trainer.resume() }
    }

    @Test func damagedCheckpointsAreRefused() throws {
      let folder = try TemporaryFolder()
      let run = try TrainingRun<Deformable3D>(.lively(iterations: 50), in: folder.url)
      #expect(throws: FileError.self) { try run.trainer.resume() }
      try run.interrupt(after: 6)
      let whole = try Data(contentsOf: run.checkpoint)
      for part in Damage.truncations(of: whole, limit: 25) {
        try part.write(to: run.checkpoint)
        #expect(throws: FileError.self, "\(part.count) of \(whole.count) bytes") { try run.trainer.resume() }
      }
      let contents = try withFile(whole) { try Safetensors.read($0) }
      for name in ["generator", "sampler", "module.gaussians.means", "module.network.layers.0.weight"] {
        var fewer = contents.tensors
        #expect(fewer.removeValue(forKey: name) != nil)
        try Safetensors.write(fewer, metadata: contents.metadata, to: run.checkpoint)
        #expect(throws: FileError.self, "without \(name)") { try run.trainer.resume() }
        fewer[name] = Tensor([Int64(1000)])
        try Safetensors.write(fewer, metadata: contents.metadata, to: run.checkpoint)
        #expect(throws: FileError.self, "with another \(name)") { try run.trainer.resume() }
      }
    }

    private func withFile<Result>(_ data: Data, _ body: (URL) throws -> Result) throws -> Result {
      let folder = try TemporaryFolder()
      try data.write(to: folder.file("file"))
      return try body(folder.file("file"))
    }
  }
}
