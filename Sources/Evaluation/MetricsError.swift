import Foundation

/// Why something cannot be measured, on one line.
public struct MetricsError: Error, Equatable, CustomStringConvertible, LocalizedError {
  /// The line.
  public let description: String

  /// Makes an error of a line without a full stop.
  public init(_ description: String) { self.description = description }

  /// The same line, for Foundation's callers.
  public var errorDescription: String? { description }
}
