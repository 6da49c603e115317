import Captures
import Files
import Foundation
import Splatting
import Tensors

/// The loop that all methods share: it owns the optimiser, schedules, density control, checkpoints, progress and
/// logs; a method is its model and its losses.
public final class Trainer<M: Method> {
  /// What is being trained.
  public let method: M
  private let frames: [TrainingFrame]
  private let folder: URL
  private let rasterizer: any Rasterizer
  private let generator: RandomGenerator
  private let optimizer: Adam
  private let settings: String
  private let populations: [GaussianPopulation]
  private var sampler: FrameSampler
  private var shrunk = ShrunkFrames()
  private var iteration = 0
  private var hasCheckpoint = false
  /// Gaussians that were removed because a value of theirs was NaN or infinite.
  public private(set) var nonFiniteRemoved = 0

  private var checkpointURL: URL { folder.appending(path: Checkpoint.fileName) }

  /// Prepares to train on `compute`, to whose device the method's modules and the frames are moved.
  ///
  /// - Parameters:
  ///   - method: the model at its start.
  ///   - frames: what to learn from.
  ///   - compute: what is trained on.
  ///   - generator: the one that the method was made with.
  ///   - folder: where checkpoints and logs go; it is made if need be.
  /// - Throws: ``FileError`` if the folder cannot be made.
  public init(
    _ method: M, frames: [TrainingFrame], compute: ComputeResources, generator: RandomGenerator, folder: URL
  ) throws {
    self.method = method
    method.move(to: compute.device)
    self.frames = frames.map { $0.moved(to: compute) }
    rasterizer = compute.rasterizer(sumsAbsolutes: method.configuration.density.usesAbsoluteGradients)
    self.generator = generator
    self.folder = folder
    populations = method.populations
    sampler = FrameSampler(
      times: frames.map(\.time), curriculum: method.configuration.training.curriculum)
    optimizer = Adam(
      method.parameterGroups.map {
        Adam.Group(
          name: $0.name, parameters: $0.parameters, learningRate: $0.learningRate.value(at: 0),
          epsilon: $0.epsilon)
      })
    settings = try Self.settings(of: method, frames: frames)
    try SceneFolder.makeFolder(folder)
  }

  /// Trains to the end of the configuration's iterations.
  ///
  /// - Parameters:
  ///   - isCancelled: asked before each step; once true, a checkpoint is written and the run ends.
  ///   - report: told of the progress now and then, between steps.
  /// - Throws: ``TrainingError``, ``FileError`` if something cannot be written, or what a step or `report` throws.
  ///   After an error of training the checkpoint is the last that was good.
  public func run(
    isCancelled: () -> Bool = { false }, report: (TrainingProgress) throws -> Void = { _ in }
  ) throws {
    let total = method.configuration.training.iterations
    let (start, first) = (ContinuousClock.now, iteration)
    let log = try TrainingLog(in: folder, resumingAt: first > 0 ? first : nil)
    while iteration < total {
      if isCancelled() {
        try save()
        throw TrainingError.interrupted(iteration: iteration, checkpoint: checkpointURL)
      }
      let (outcome, loss, frame) = try StepProfile.measure("other") { try withTensorErrors { try step() } }
      if iteration % method.configuration.training.logInterval == 0 || iteration == total {
        try StepProfile.measure("logging") {
          try log.write(
            outcome, total: loss, fit: fit(of: outcome, to: frame),
            rates: optimizer.groups.map { ($0.name, $0.learningRate) }, gaussians: gaussianCount,
            iteration: iteration)
          try report(
            TrainingProgress(
              iteration: iteration, total: total, loss: loss, gaussians: gaussianCount,
              seconds: (ContinuousClock.now - start) / .seconds(1), stepsSinceStart: iteration - first))
        }
      }
      if iteration % method.configuration.training.checkpointInterval == 0 || iteration == total {
        try StepProfile.measure("checkpoints") { try save() }
      }
    }
  }

  /// How many Gaussians all layers have.
  public var gaussianCount: Int { populations.map(\.model.count).reduce(0, +) }

  /// How many steps were taken, those of runs before a resumption included.
  public var stepsTaken: Int { iteration }

  private func step() throws -> (StepOutcome, Double, TrainingFrame) {
    method.prepare(iteration: iteration, optimizer: optimizer, generator: generator)
    for group in method.parameterGroups {
      optimizer.setLearningRate(group.learningRate.value(at: iteration), of: group.name)
    }
    let frame = frames[sampler.next(at: iteration, using: generator)]
    let downscale = method.configuration.training.resolution.downscale(
      at: iteration, side: min(frame.camera.width, frame.camera.height))
    let fitted = StepProfile.measure("frame") { shrunk.frame(frame, by: downscale) }
    var outcome = try render(fitted)
    outcome.terms += regularization
    let loss = try checkedLoss(outcome)
    try StepProfile.measure("tensor operations", .backward) {
      try withTensorErrors { loss.tensor.backward() }
    }
    iteration += 1
    StepProfile.measure("density control") {
      for population in populations { population.observe(outcome, iteration: iteration) }
    }
    StepProfile.measure("optimiser") {
      optimizer.step(rows: movingRows(outcome))
    }
    StepProfile.measure("density control") {
      for population in populations {
        let change = population.update(iteration: iteration, optimizer: optimizer, generator: generator)
        nonFiniteRemoved += change.nonFinite
      }
    }
    optimizer.clearGradients()
    return (outcome, loss.value, fitted)
  }

  /// How well a step's frame was met, dB; none where the step showed a part of the scene alone.
  private func fit(of outcome: StepOutcome, to frame: TrainingFrame) throws -> Double? {
    guard outcome.showsAll else { return nil }
    return try withTensorErrors {
      withoutGradients {
        frame.peakSignalToNoise(of: outcome.rendering, background: method.backgroundColor)
      }
    }
  }

  /// By a parameter's name, which rows the step moves: none named where all move.
  private func movingRows(_ outcome: StepOutcome) -> [String: Tensor] {
    guard method.configuration.training.movesVisibleOnly else { return [:] }
    return populations.reduce(into: [:]) { chosen, population in
      guard let rows = outcome.rows(of: population) else { return }
      let radii = outcome.rendering.radii[rows]
      for (name, _) in population.parameters { chosen[name] = radii }
    }
  }

  private func render(_ frame: TrainingFrame) throws -> StepOutcome {
    do {
      return try withTensorErrors {
        try method.step(
          StepContext(iteration: iteration, frame: frame, rasterizer: rasterizer, generator: generator))
      }
    } catch let error as RasterizerError {
      guard case .notFinite(let input, let index) = error else { throw error }
      throw notFinite("the \(input.rawValue) of Gaussian \(index) hold a NaN or an infinity")
    }
  }

  /// What density control adds to the loss.
  private var regularization: [LossTerm] {
    populations.compactMap { population in
      population.density.regularization(of: population.model).map {
        LossTerm(layer: population.layer, name: "regularization", value: $0)
      }
    }
  }

  /// The weighted sum of the terms, and its value.
  /// - Throws: ``TrainingError/diverged(iteration:layer:term:checkpoint:)`` for the first term that is not finite.
  private func checkedLoss(_ outcome: StepOutcome) throws -> (tensor: Tensor, value: Double) {
    let sum = outcome.terms.dropFirst().reduce(outcome.terms[0].value * outcome.terms[0].weight) {
      $0 + $1.value * $1.weight
    }
    let value = sum.item()
    guard !value.isFinite else { return (sum, value) }
    // Only now each term is asked for: on a GPU every answer has to be waited for.
    let faulty = outcome.terms.first { !$0.value.item().isFinite } ?? outcome.terms[0]
    throw TrainingError.diverged(
      iteration: iteration, layer: faulty.layer, term: faulty.name, checkpoint: lastCheckpoint)
  }

  /// Names the layer whose Gaussians are not finite, or all where these are: then it is what moves them.
  private func notFinite(_ problem: String) -> TrainingError {
    let faulty = populations.filter { population in
      !population.parameters.allSatisfy { $0.parameter.value.allFinite }
    }
    let layers = (faulty.isEmpty ? populations : faulty).map(\.layer).joined(separator: ", ")
    return .notFinite(iteration: iteration, layer: layers, problem: problem, checkpoint: lastCheckpoint)
  }

  private var lastCheckpoint: URL? { hasCheckpoint ? checkpointURL : nil }
}

// MARK: - Checkpoints

extension Trainer {
  /// All that must be the same for a run to go on: the method's settings, but for how long it trains and how often it
  /// saves and logs; the views that it learns from; and the lengths to which its Gaussians' sizes are relative.
  private static func settings(of method: M, frames: [TrainingFrame]) throws -> String {
    var configuration = method.configuration
    configuration.training.iterations = 0
    configuration.training.checkpointInterval = 0
    configuration.training.logInterval = 0
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let views = frames.map { TimedCamera(camera: $0.camera, time: $0.time) }
    let parts: [Data] = [
      try encoder.encode(configuration), try encoder.encode(views),
      try encoder.encode(method.populations.map(\.extent)),
    ]
    return parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
  }

  /// Writes a checkpoint, unless a parameter is not finite: nobody could go on from that.
  private func save() throws {
    for (name, module) in method.modules {
      for (path, parameter) in module.namedParameters() where !parameter.value.allFinite {
        throw notFinite("\(name).\(path) holds a NaN or an infinity")
      }
    }
    var checkpoint = Checkpoint(iteration: iteration, settings: settings, tensors: [:])
    for (name, module) in method.modules { checkpoint.add(module.state(), prefix: "module.\(name).") }
    checkpoint.add(optimizer.state(), prefix: "optimizer.")
    for population in populations {
      checkpoint.add(population.density.state(), prefix: "density.\(population.layer).")
    }
    checkpoint.tensors["generator"] = generator.state
    checkpoint.tensors["sampler"] = sampler.state
    try checkpoint.write(to: checkpointURL)
    hasCheckpoint = true
  }

  /// Goes on from the checkpoint in the folder, possibly for more or fewer iterations than were planned.
  ///
  /// - Throws: ``FileError`` if there is none, it is cut short, or it is of other settings or another number of
  ///   frames.
  public func resume() throws {
    let checkpoint = try Checkpoint(contentsOf: checkpointURL)
    guard checkpoint.settings == settings else {
      throw FileError(
        checkpointURL, "was made with other settings or frames than these",
        remedy: "resume with the same capture, split, method, preset and settings; for more steps "
          + "keep --iterations as it was and add --set training.iterations=N")
    }
    do {
      for (name, module) in method.modules { try restore(module, from: checkpoint.part("module.\(name).")) }
      try checkCounts()
      try optimizer.load(checkpoint.part("optimizer."))
      for population in populations {
        let device = population.model.means.device
        try population.density.load(
          checkpoint.part("density.\(population.layer).").mapValues { $0.to(device) },
          count: population.model.count)
      }
      try sampler.load(checkpoint.tensor("sampler"))
      let state = try checkpoint.tensor("generator")
      try withTensorErrors { generator.state = state }
    } catch let error as TensorError {
      throw FileError(checkpointURL, error.reason)
    }
    iteration = checkpoint.iteration
    hasCheckpoint = true
  }

  /// Takes over saved values; of Gaussians there may be more or fewer than before.
  private func restore(_ module: any Module, from state: [String: Tensor]) throws {
    let perGaussian = Set(populations.flatMap(\.parameters).map { ObjectIdentifier($0.parameter) })
    for (name, parameter) in module.namedParameters() {
      guard let saved = state[name] else {
        throw TensorError(operation: "load", reason: "there is no parameter \(name) among those saved")
      }
      let value = parameter.value
      let ignored = perGaussian.contains(ObjectIdentifier(parameter)) ? 1 : 0
      guard saved.dtype == value.dtype, saved.rank == value.rank,
        saved.shape.dropFirst(ignored) == value.shape.dropFirst(ignored)
      else {
        throw TensorError(
          operation: "load",
          reason: "parameter \(name) has shape \(value.shape), the saved one \(saved.shape)")
      }
      parameter.replace(with: saved.to(value.device).copied())
    }
  }

  /// Throws a `TensorError` unless all of a population's parameters have one row a Gaussian.
  private func checkCounts() throws {
    for population in populations
    where Set(population.parameters.map { $0.parameter.value.size(0) }).count > 1 {
      throw TensorError(
        operation: "load",
        reason: "the tensors of layer \(population.layer) hold different numbers of Gaussians")
    }
  }
}
