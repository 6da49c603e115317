import Foundation

/// What went wrong with hands that are not in a file: one line that says what and what to do.
public struct HandsError: Error, Equatable, CustomStringConvertible, LocalizedError {
  /// The line, without a full stop.
  public let description: String

  /// Makes an error from its line.
  public init(_ description: String) { self.description = description }

  /// The same line, for Foundation's callers.
  public var errorDescription: String? { description }
}
