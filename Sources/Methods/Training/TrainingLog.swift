import Files
import Foundation

/// The figures of a run as a TensorBoard event file in the scene's folder.
final class TrainingLog {
  private let file: EventFile

  /// The name of the folder in a scene's folder.
  static let folderName = "events"

  /// Starts a file in the folder of events in `folder`; figures of steps after `iteration`, which a run is resumed at, are void.
  init(in folder: URL, resumingAt iteration: Int?) throws {
    file = try EventFile(folder: folder.appending(path: Self.folderName), resumingAt: iteration)
  }

  func write(_ outcome: StepOutcome, total: Double, rates: [(String, Double)], gaussians: Int, iteration: Int)
    throws
  {
    var scalars: [String: Double] = ["loss/total": total, "gaussians/count": Double(gaussians)]
    for term in outcome.terms { scalars["loss/\(term.layer)/\(term.name)"] = term.value.item() }
    for (name, rate) in rates { scalars["rate/\(name)"] = rate }
    try file.addScalars(scalars, step: iteration)
  }
}
