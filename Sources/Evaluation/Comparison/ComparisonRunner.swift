import Captures
import Files
import Foundation
import Methods
import Splatting

/// Makes the runs of a comparison, each in a folder of its own.
public struct ComparisonRunner: Sendable {
  private let plan: ComparisonPlan
  private let folder: URL
  private let compute: ComputeResources
  private let perceptual: (any PerceptualMetric)?

  /// The file that says how long a run had trained when it was broken off.
  private static let timeName = "time.json"

  /// Prepares to work in `folder`.
  ///
  /// - Parameters:
  ///   - compute: what trains and renders.
  ///   - perceptual: measures pictures besides PSNR and SSIM, where it is there.
  public init(
    _ plan: ComparisonPlan, folder: URL, compute: ComputeResources, perceptual: (any PerceptualMetric)?
  ) {
    self.plan = plan
    self.folder = folder
    self.compute = compute
    self.perceptual = perceptual
  }

  /// The result of `run`, if it is done.
  /// - Throws: ``FileError`` for a damaged file, ``ComparisonError`` for a result of other settings.
  public func result(of run: ComparisonRun) throws -> ComparisonRunResult? {
    let runFolder = folder.appending(path: run.path)
    guard let result = try ComparisonRunResult.read(in: runFolder) else { return nil }
    guard let (entry, method, _) = parts(of: run), result.downscale == plan.downscale,
      try result.settings == Self.settings(of: entry, method)
    else { throw ComparisonError.otherSettings(path: runFolder.relativePath) }
    return result
  }

  /// Trains and measures, or goes on where it was broken off.
  ///
  /// - Parameters:
  ///   - isCancelled: asked before each step; once true, a checkpoint is written and the run ends.
  ///   - report: told of the progress now and then.
  /// - Throws: ``TrainingError``, ``FileError``, or what the method or the evaluation throws.
  public func make(
    _ run: ComparisonRun, isCancelled: () -> Bool, report: (TrainingProgress) -> Void
  ) throws -> ComparisonRunResult {
    guard let (entry, method, capture) = parts(of: run) else {
      preconditionFailure("the run is not one of the plan's")
    }
    return try make(run, entry, method, capture, isCancelled, report)
  }

  private func parts(of run: ComparisonRun) -> (ComparisonEntry, any Method.Type, URL)? {
    guard let entry = plan.entries.first(where: { $0.label == run.label }),
      let method = MethodCatalog.named(entry.method),
      let capture = plan.captures.first(where: { $0.lastPathComponent == run.capture })
    else { return nil }
    return (entry, method, capture)
  }

  private func make<M: Method>(
    _ run: ComparisonRun, _ entry: ComparisonEntry, _ type: M.Type, _ captureFolder: URL,
    _ isCancelled: () -> Bool, _ report: (TrainingProgress) -> Void
  ) throws -> ComparisonRunResult {
    let runFolder = folder.appending(path: run.path)
    let capture = try CaptureReader().read(captureFolder).downscaled(by: plan.downscale)
    // Written from a split.
    guard let split = CaptureSplit(run.split) else { preconditionFailure("'\(run.split)' is no split") }
    ProcessMemory.forgetPeak()
    let reconstruction = try Reconstruction<M>(
      entry.configuration(of: type), capture: capture, split: split, downscale: plan.downscale,
      seed: run.seed, compute: compute, folder: runFolder)
    let seconds = try train(reconstruction.trainer, in: runFolder, isCancelled, report)
    let peak = ProcessMemory.peakMegabytes
    let scene = try reconstruction.scene()
    try SceneFolder.write(scene, to: runFolder)
    let measured = try ComparisonMeasurement(compute, perceptual: perceptual, folder: runFolder)
      .measure(scene.moved(to: compute.device), heldOut: reconstruction.heldOut, novel: capture.novelFrames)
    let result = ComparisonRunResult(
      run: run, method: M.name, settings: try Self.settings(of: entry, type), downscale: plan.downscale,
      heldOut: measured.heldOut, novel: measured.novel, seconds: seconds, peakMegabytes: peak,
      gaussians: reconstruction.trainer.gaussianCount, pictures: measured.pictures)
    try JSONFile.write(result, to: runFolder.appending(path: ComparisonRunResult.fileName))
    removeTraces(from: runFolder)
    return result
  }

  /// Trains to the end and gives the time of this and earlier parts, if all of it is known.
  private func train<M: Method>(
    _ trainer: Trainer<M>, in folder: URL, _ isCancelled: () -> Bool, _ report: (TrainingProgress) -> Void
  ) throws -> Double? {
    let timeFile = folder.appending(path: Self.timeName)
    var before: Double? = 0
    let checkpoint = folder.appending(path: SceneFolder.checkpointName)
    if FileManager.default.fileExists(atPath: checkpoint.path) {
      before = try? JSONFile.read(Double.self, from: timeFile)
      try trainer.resume()
    }
    let start = ContinuousClock.now
    func passed() -> Double? { before.map { $0 + (ContinuousClock.now - start) / .seconds(1) } }
    do {
      try trainer.run(isCancelled: isCancelled, report: report)
    } catch let error as TrainingError {
      if case .interrupted = error, let passed = passed() { try JSONFile.write(passed, to: timeFile) }
      throw error
    }
    return passed()
  }

  /// Removes what only a run that was broken off needs; where that fails it does no harm.
  private func removeTraces(from folder: URL) {
    for name in [Self.timeName, SceneFolder.checkpointName] {
      try? FileManager.default.removeItem(at: folder.appending(path: name))
    }
  }

  private static func settings<M: Method>(of entry: ComparisonEntry, _ type: M.Type) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(entry.configuration(of: type)), as: UTF8.self)
  }
}
