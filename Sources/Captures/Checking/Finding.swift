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
  /// The names of the frames that are meant, where it is some of many.
  public var frames: [String] = []

  /// Makes a finding.
  public init(_ severity: Severity, _ fault: FileError) {
    self.severity = severity
    self.fault = fault
  }

  /// What is wrong with these frames, which the text names; none of no frames.
  init?(_ severity: Severity, about list: FrameList, in place: String, _ problem: String, remedy: String) {
    guard !list.names.isEmpty else { return nil }
    self.init(severity, FileError(place, "\(problem): \(list.text)", remedy: remedy))
    frames = list.names
  }

  /// `error: path: problem (remedy)`, on one line.
  public var description: String { "\(severity.rawValue): \(fault)" }
}
