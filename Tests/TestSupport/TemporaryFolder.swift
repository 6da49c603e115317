import Foundation

/// A fresh folder that is removed with everything in it when the value goes.
public final class TemporaryFolder {
  /// The folder.
  public let url: URL

  /// Makes the folder.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("handful-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// The file `name` in the folder.
  public func file(_ name: String) -> URL { url.appendingPathComponent(name) }
}
