import Foundation

/// Why training stopped before its end.
public enum TrainingError: Error, CustomStringConvertible, LocalizedError {
  /// A loss was NaN or infinite.
  case diverged(iteration: Int, layer: String, term: String, checkpoint: URL?)
  /// The Gaussians of a layer, or what moves them, became NaN or infinite; `problem` says where.
  case notFinite(iteration: Int, layer: String, problem: String, checkpoint: URL?)
  /// Somebody asked for an end; what was reached is in the checkpoint.
  case interrupted(iteration: Int, checkpoint: URL)

  /// One line that says what happened and what to do.
  public var description: String {
    switch self {
    case .diverged(let iteration, let layer, let term, let checkpoint):
      "iteration \(iteration): the loss '\(term)' of layer '\(layer)' is not finite; "
        + Self.advice(checkpoint)
    case .notFinite(let iteration, let layer, let problem, let checkpoint):
      "iteration \(iteration), layer '\(layer)': \(problem); " + Self.advice(checkpoint)
    case .interrupted(let iteration, let checkpoint):
      "interrupted at iteration \(iteration); go on with --resume from \(checkpoint.relativePath)"
    }
  }

  private static func advice(_ checkpoint: URL?) -> String {
    let state =
      checkpoint.map { "the last good checkpoint is \($0.relativePath)" } ?? "there is no checkpoint yet"
    return state + " (lower the learning rates)"
  }

  /// The same line, for Foundation's callers.
  public var errorDescription: String? { description }
}
