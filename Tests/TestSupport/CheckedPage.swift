import Foundation

/// What an independent reader finds in a page that needs no other file.
public struct CheckedPage: Decodable, Sendable {
  /// The titles of all parts.
  public let headings: [String]
  /// The cells of all tables.
  public let tables: [[[String]]]
  /// How many elements of some kinds there are.
  public let counts: [String: Int]
  /// All that can be read.
  public let text: String

  /// Reads the page.
  /// - Throws: ``Python/Failure`` where it is not sound, or needs something outside.
  public init(_ url: URL) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(Python.run("check_page.py", [url.path]).utf8))
  }
}
