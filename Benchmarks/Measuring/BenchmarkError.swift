import Foundation

/// Why a benchmark could not be measured.
public struct BenchmarkError: Error, Equatable, CustomStringConvertible, LocalizedError {
  /// One line.
  public let description: String

  /// The same line, for Foundation's callers.
  public var errorDescription: String? { description }
}
