import Files
import Foundation

/// Something that is wrong with a capture.
public struct Finding: Sendable, Equatable, CustomStringConvertible {
  /// How bad it is.
  public enum Severity: String, Sendable, Codable {
    /// The capture cannot be worked with.
    case error
    /// It can, but the result may suffer.
    case warning
  }

  /// How bad it is.
  public var severity: Severity
  /// What is wrong and where.
  public var fault: FileError

  /// Makes a finding.
  public init(_ severity: Severity, _ fault: FileError) {
    self.severity = severity
    self.fault = fault
  }

  /// `error: path: problem (remedy)`, on one line.
  public var description: String { "\(severity.rawValue): \(fault)" }
}
