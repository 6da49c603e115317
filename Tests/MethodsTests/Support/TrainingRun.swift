import Files
import Foundation
import Methods
import Splatting
import Tensors
import TestSupport

/// A training run of the tiny capture in a folder of its own.
final class TrainingRun<M: Method> {
  let trainer: Trainer<M>
  let folder: URL
  private(set) var losses: [Double] = []
  private(set) var counts: [Int] = []

  /// - Parameters:
  ///   - seed: of all random numbers.
  ///   - frameCount: how many of the frames to learn from.
  ///   - given: what to learn from in place of the tiny capture.
  ///   - compute: what to train on; the processor without it.
  init(
    _ configuration: M.Configuration, in folder: URL, threads: Int = 2, seed: UInt64 = 1, frameCount: Int = 8,
    capture given: TrainingCapture? = nil, compute: ComputeResources? = nil
  ) throws {
    LibTorch.setThreadCount(threads)
    var capture = try given ?? TinyCapture.shared.get().training
    capture.frames = Array(capture.frames.prefix(frameCount))
    let generator = RandomGenerator(seed: seed)
    let method = try M(configuration, capture: capture, generator: generator)
    self.folder = folder
    trainer = try Trainer(
      method, frames: capture.frames, compute: compute ?? .processor(threads: threads), generator: generator,
      folder: folder)
  }

  /// Trains to the end, or until so many steps were taken in this run.
  func run(atMost steps: Int = .max) throws {
    var asked = 0
    try trainer.run(
      isCancelled: {
        asked += 1
        return asked > steps
      },
      report: { progress in
        losses.append(progress.loss)
        counts.append(progress.gaussians)
      })
  }

  /// Takes so many steps and saves.
  /// - Throws: what is not ``TrainingError/interrupted(iteration:checkpoint:)``.
  func interrupt(after steps: Int) throws {
    do {
      try run(atMost: steps)
    } catch TrainingError.interrupted {}
  }

  /// The scene as it is now.
  func scene() throws -> Scene {
    let capture = try TinyCapture.shared.get()
    return Scene(
      origin: Scene.Origin(
        method: M.name, capture: "tiny", split: "all", downscale: 1, iterations: trainer.stepsTaken, seed: 1),
      layers: try trainer.method.layers(iteration: trainer.stepsTaken), background: [0.25, 0.5, 1],
      views: capture.views)
  }

  /// The bytes of the layers' files.
  func layerFile() throws -> Data {
    let folder = try TemporaryFolder()
    let scene = try scene()
    try SceneFolder.write(scene, to: folder.url)
    return try scene.layers.map { try Data(contentsOf: folder.file("layer-\($0.name).safetensors")) }
      .reduce(Data(), +)
  }

  var checkpoint: URL { folder.appending(path: "checkpoint.safetensors") }
}
