import ArgumentParser
import Captures
import Evaluation
import Files
import Foundation
import Methods
import Splatting
import Tensors

/// The command `handful reconstruct`.
struct Reconstruct: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Turns a capture into a scene.",
    discussion: """
      Reads capture folders, nerfstudio, Blender/D-NeRF and COLMAP data sets. Ctrl-C saves and exits with 130; \
      --resume goes on from there. `handful view SCENE --live` shows how it grows.

      Methods:
      \(MethodCatalog.all.map { "  \($0.name)  \($0.summary)" }.joined(separator: "\n"))

      Example:
        handful reconstruct cup -o cup.scene --method deformable --preset fast --split alternate
      """)

  @Argument(help: "The capture's folder.")
  var capture: String

  @Option(name: .shortAndLong, help: "The scene's folder.")
  var output: String

  @Option(help: "How to reconstruct: \(MethodCatalog.all.map { $0.name }.joined(separator: ", ")).")
  var method = Deformable3D.name

  @Option(help: "Settings to start from: fast (minutes on a processor) or paper (as published).")
  var preset = Preset.fast

  @Option(help: "A JSON file of settings, as config.json in a scene's folder, in place of a preset.")
  var config: String?

  @Option(
    name: .customLong("set"),
    help: "Changes a setting: key=value, nested keys joined by dots. May be repeated.")
  var assignments: [String] = []

  @Option(help: "Steps to take; the preset's schedules are stretched to fit.")
  var iterations: Int?

  @Option(
    help: "How Gaussians come and go, in place of the preset's way: adaptive, absolute (gradients) or mcmc.")
  var density: DensityStrategy?

  @Option(help: "Frames held out: all (none), alternate, every:N, own (the data set's).")
  var split = CaptureSplit.all

  @Option(help: "By how much to shrink the images.")
  var downscale = 1.0

  @Option(help: "Seeds all random numbers.")
  var seed: UInt64 = 1

  @Flag(help: "Go on from the checkpoint in the scene's folder.")
  var resume = false

  @Flag(help: "Replace what the scene's folder holds.")
  var overwrite = false

  @Flag(help: "Print where the time of the steps went.")
  var profile = false

  @OptionGroup var devices: DeviceOptions

  mutating func validate() throws {
    guard MethodCatalog.named(method) != nil else {
      let names = MethodCatalog.all.map { $0.name }.joined(separator: ", ")
      throw ValidationError("'\(method)' is no method: there are \(names)")
    }
    guard downscale.isFinite, downscale >= 1 else {
      throw ValidationError("--downscale takes a number of 1 or more")
    }
    if let iterations, iterations < 1 { throw ValidationError("--iterations takes a number of 1 or more") }
    if config != nil, iterations != nil {
      throw ValidationError("--iterations stretches a preset; in a --config, set training.iterations")
    }
    if resume, overwrite { throw ValidationError("--resume and --overwrite contradict each other") }
  }

  func run() async throws {
    // validate() has found it.
    guard let method = MethodCatalog.named(method) else { throw ExitCode.validationFailure }
    try reconstruct(with: method)
  }

  private func reconstruct<M: Method>(with type: M.Type) throws {
    let compute = try devices.apply()
    let folder = URL(argument: output)
    let configuration = try settings(of: type)
    let capture = try CaptureReader().read(URL(argument: capture)).downscaled(by: downscale)
    _ = try split.divide(capture)
    try checkOutput(folder)
    let reconstruction = try Reconstruction<M>(
      configuration, capture: capture, split: split, downscale: downscale, seed: seed, compute: compute,
      folder: folder)
    let trainer = reconstruction.trainer
    let lock = try FolderLock(folder)
    defer { withExtendedLifetime(lock) {} }
    if overwrite { try SceneFolder.remove(from: folder) }
    if resume { try trainer.resume() }
    try JSONFile.write(configuration, to: folder.appending(path: SceneFolder.settingsName))
    let stepProfile = profile ? StepProfile() : nil
    let steps = trainer.stepsTaken
    try StepProfile.$current.withValue(stepProfile) { try train(reconstruction, in: folder) }
    let scene = try reconstruction.scene()
    try SceneFolder.write(scene, to: folder)
    try SceneSnapshots.remove(from: folder)
    print("\(output): \(trainer.gaussianCount) Gaussians after \(trainer.stepsTaken) iterations")
    if let stepProfile { print(stepProfile.table(steps: trainer.stepsTaken - steps)) }
    if trainer.nonFiniteRemoved > 0 {
      Output.note("warning: \(trainer.nonFiniteRemoved) Gaussians were removed because they were not finite")
    }
    if split != .all { try measure(scene, reconstruction.heldOut, compute) }
  }

  private func settings<M: Method>(of type: M.Type) throws -> M.Configuration {
    var configuration =
      try config.map { try JSONFile.read(M.Configuration.self, from: URL(argument: $0)) }
      ?? M.Configuration(preset: preset, iterations: iterations)
    if let density {
      configuration.density = density.configuration(
        iterations: configuration.training.iterations, maximumCount: configuration.density.maximumCount)
    }
    do {
      let result = try Settings.applying(assignments, to: configuration)
      try result.validate()
      return result
    } catch let error as Settings.SettingError {
      throw ValidationError(error.description)
    }
  }

  /// Sees to it that nothing is lost that was not meant to be.
  private func checkOutput(_ folder: URL) throws {
    if SceneFolder.isScene(folder) {
      guard resume || overwrite else {
        throw FileError(folder, "holds a scene already", remedy: "add --resume to go on, or --overwrite")
      }
    } else if !resume, !Output.isFree(folder) {
      throw FileError(folder, "holds files that are no scene", remedy: "choose another folder")
    }
  }

  private func train<M: Method>(_ reconstruction: Reconstruction<M>, in folder: URL) throws {
    let interruption = Interruption()
    var snapshots = SceneSnapshots(in: folder)
    do {
      let line = ProgressLine()
      defer { line.end() }
      try reconstruction.trainer.run(isCancelled: { interruption.isRequested }) { progress in
        line.show(Self.text(progress), final: progress.iteration == progress.total)
        if progress.iteration < progress.total { try snapshots.writeIfDue(reconstruction.scene) }
      }
    } catch let error as TrainingError {
      guard case .interrupted = error else { throw error }
      Output.note("\(error)")
      throw ExitCode(130)
    }
  }

  /// The line that shows `progress`.
  static func text(_ progress: TrainingProgress) -> String {
    let rate = String(format: "%.1f", progress.rate)
    let loss = String(format: "%.4f", progress.loss)
    return
      "\(progress.iteration)/\(progress.total)  \(rate) it/s  \(Output.duration(progress.secondsLeft)) left  "
      + "loss \(loss)  \(progress.gaussians) Gaussians"
  }

  /// Prints how well the held-out frames are met, so that a run ends with a figure.
  private func measure(_ scene: Scene, _ frames: [Frame], _ compute: ComputeResources) throws {
    let evaluator = SceneEvaluator(renderer: SceneRenderer(compute), perceptual: nil)
    let table = try evaluator.evaluate(
      scene.moved(to: compute.device), frames: frames, title: "held-out frames")
    guard let mean = table.mean[.full] else { return }
    let figures = String(format: "PSNR %.2f dB, SSIM %.4f", mean.psnr, mean.ssim)
    print("held-out frames: \(figures) (more by `handful evaluate`)")
  }
}
