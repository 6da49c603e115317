import Files
import Foundation

/// A fresh folder that is removed with everything in it when the value goes.
final class ScratchFolder {
  let url: URL

  /// - Throws: ``FileError`` if it cannot be made.
  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("handful-bench-\(UUID().uuidString)")
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      throw FileError(url, "this folder cannot be made", remedy: "name another place with TMPDIR")
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }
}
