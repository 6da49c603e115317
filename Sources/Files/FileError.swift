import Foundation

/// What went wrong with a file or folder: one line that says what, where and what to do.
public struct FileError: Error, Equatable, CustomStringConvertible, LocalizedError {
  /// The path as the user would write it.
  public let path: String
  /// What is wrong, in a few words without a full stop.
  public let problem: String
  /// What to do about it, where that is known.
  public let remedy: String?

  /// Makes an error about `path`.
  public init(_ path: String, _ problem: String, remedy: String? = nil) {
    self.path = path
    self.problem = problem
    self.remedy = remedy
  }

  /// Makes an error about `url`.
  public init(_ url: URL, _ problem: String, remedy: String? = nil) {
    self.init(url.relativePath, problem, remedy: remedy)
  }

  /// `path: problem (remedy)`, on one line.
  public var description: String {
    remedy.map { "\(path): \(problem) (\($0))" } ?? "\(path): \(problem)"
  }

  /// The same line, for Foundation's callers.
  public var errorDescription: String? { description }
}
