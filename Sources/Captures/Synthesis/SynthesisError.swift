import Foundation

/// A setting with which no capture can be synthesised.
public struct SynthesisError: Error, Equatable, CustomStringConvertible, LocalizedError {
  /// The setting of ``SynthesisConfiguration``.
  public let setting: String
  /// What is wrong with it and what it may be.
  public let problem: String

  /// Makes an error about `setting`.
  public init(setting: String, problem: String) {
    self.setting = setting
    self.problem = problem
  }

  /// `setting problem`, on one line.
  public var description: String { "\(setting) \(problem)" }

  /// The same line, for Foundation's callers.
  public var errorDescription: String? { description }
}
