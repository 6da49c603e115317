import CLibTorch
import Foundation

/// A failed tensor operation: which one, on what, and why.
public struct TensorError: Error, CustomStringConvertible, LocalizedError {
  /// The operation, as PyTorch calls it.
  public let operation: String
  /// The types and shapes of the tensors it was given.
  public let arguments: [String]
  /// What LibTorch said, on one line.
  public let reason: String

  /// Makes an error from its parts; of `reason` the first paragraph is kept, folded into one line.
  public init(operation: String, arguments: [String] = [], reason: String) {
    self.operation = operation
    self.arguments = arguments
    let paragraph = reason.components(separatedBy: "\n\n")[0]
    self.reason = paragraph.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// `operation(arguments): reason`, on one line.
  public var description: String {
    "\(operation)(\(arguments.joined(separator: ", "))): \(reason)"
  }

  /// The same line, for Foundation's callers.
  public var errorDescription: String? { description }

  /// Takes over a message of the shim; none if there was no error.
  init?(_ message: HFError?, operation: String, arguments: @autoclosure () -> [String] = []) {
    guard let message else { return nil }
    defer { hfErrorFree(message) }
    self.init(operation: operation, arguments: arguments(), reason: String(cString: message))
  }
}

/// Where the first failure inside ``withTensorErrors(_:)`` is kept.
final class ErrorScope: @unchecked Sendable {
  // Written only by the thread whose task-local value this scope is.
  var first: TensorError?

  @TaskLocal static var current: ErrorScope?

  /// Keeps `error` for the innermost scope; outside every scope the program ends with it.
  static func report(_ error: TensorError) {
    guard let scope = current else { fatalError(error.description) }
    if scope.first == nil { scope.first = error }
  }
}

/// Runs `body`; the first tensor operation in it that fails is thrown once it has returned.
///
/// Operations on tensors do not throw, so that formulas stay formulas: outside such a scope a failing one ends
/// the program with its name and shapes, inside one it yields an empty tensor and the scope throws.
/// - Throws: ``TensorError``, or what `body` throws when no operation failed before.
public func withTensorErrors<Result>(_ body: () throws -> Result) throws -> Result {
  let scope = ErrorScope()
  let outcome = Swift.Result { try ErrorScope.$current.withValue(scope) { try body() } }
  if let error = scope.first { throw error }
  return try outcome.get()
}
