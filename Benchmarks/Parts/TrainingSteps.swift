import Foundation
import Methods
import Splatting
import Tensors

/// The last steps of a short run of a method: the real loop, with optimiser, schedules and density control's notes.
struct TrainingSteps<M: Method> {
  private let trainer: Trainer<M>
  private let repeats: Int

  /// Starts a run from the capture in `folder`, whose settings are `preset`'s, stretched so that its last steps are
  /// those of a full run's last four tenths, with whole images and all that warms up at work; Gaussians neither come nor
  /// go.
  ///
  /// - Throws: what the method throws, and `FileError`.
  init(_ type: M.Type, preset: Preset, capture folder: URL, settings: BenchmarkSettings) throws {
    repeats = settings.repeats
    var configuration = M.Configuration(preset: preset, iterations: (repeats + 3) * 5 / 2)
    configuration.training.logInterval = .max
    configuration.training.checkpointInterval = .max
    if case .adaptive(var density) = configuration.density {
      (density.stopIteration, density.interval, density.resetInterval) = (.max, .max, .max)
      configuration.density = .adaptive(density)
    }
    let capture = try SampleCapture.read(folder)
    let generator = RandomGenerator(seed: 1)
    let method = try M(configuration, capture: capture, generator: generator)
    trainer = try Trainer(
      method, frames: capture.frames, compute: settings.compute, generator: generator,
      folder: folder.appendingPathComponent("run"))
  }

  /// How many Gaussians are trained.
  var gaussians: Int { trainer.gaussianCount }

  /// Trains to the end; calls `stepped` after each step but the last.
  ///
  /// - Returns: the times of the last steps.
  /// - Throws: what a step throws.
  func run(stepped: () -> Void = {}) throws -> Timing {
    var starts: [ContinuousClock.Instant] = []
    try trainer.run(
      isCancelled: {
        // Asked before each step.
        starts.append(.now)
        if starts.count > 1 { stepped() }
        return false
      })
    let times = zip(starts, starts.dropFirst()).map { ($1 - $0).milliseconds }
    return Timing(samples: Array(times.suffix(repeats)))
  }
}
