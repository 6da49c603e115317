import Files
import Foundation

/// The figures of a run as a TensorBoard event file in the scene's folder.
final class TrainingLog {
  private let file: EventFile

  /// Starts a file in the folder of events in `folder`; figures of steps after `iteration`, which a run is resumed at, are void.
  init(in folder: URL, resumingAt iteration: Int?) throws {
    file = try EventFile(folder: folder.appending(path: SceneFolder.eventsName), resumingAt: iteration)
  }

  /// Writes what a step gave.
  ///
  /// - Parameters:
  ///   - total: the loss.
  ///   - fit: the PSNR of the step's own frame at the size at which it was fitted, where it was fitted as a whole.
  ///   - rates: learning rates by group.
  ///   - gaussians: how many there are.
  func write(
    _ outcome: StepOutcome, total: Double, fit: Double?, rates: [(String, Double)], gaussians: Int,
    iteration: Int
  ) throws {
    var scalars: [String: Double] = ["loss/total": total, "gaussians/count": Double(gaussians)]
    scalars["psnr/training"] = fit
    scalars["memory/peak MB"] = ProcessMemory.peakMegabytes
    for term in outcome.terms { scalars["loss/\(term.layer)/\(term.name)"] = term.value.item() }
    for (name, rate) in rates { scalars["rate/\(name)"] = rate }
    try file.addScalars(scalars, step: iteration)
  }
}
