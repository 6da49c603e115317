import Foundation

extension TemporaryFolder {
  /// The names of all files in the folder, hidden ones too, sorted.
  public func contents() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
  }
}
