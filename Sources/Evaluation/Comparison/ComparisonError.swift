import Foundation
import Methods

/// Why a comparison cannot be made.
public enum ComparisonError: Error, Equatable, CustomStringConvertible, LocalizedError {
  /// The folder at `path` holds the result of a run with other settings.
  case otherSettings(path: String)
  /// Two rows have one name.
  case twoRows(label: String)
  /// There is no method of this name.
  case noMethod(name: String)

  /// One line that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .otherSettings(let path):
      "\(path): holds a result of other settings than are asked for (remove this folder, or choose another output)"
    case .twoRows(let label): "two rows are called '\(label)' (name each method once)"
    case .noMethod(let name):
      "'\(name)' is no method: there are \(MethodCatalog.all.map { $0.name }.joined(separator: ", "))"
    }
  }

  /// The same line, for Foundation's callers.
  public var errorDescription: String? { description }
}
