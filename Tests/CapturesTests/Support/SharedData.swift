import Foundation
import Testing

/// The data sets that lie beside the repository, where they are at hand.
enum SharedData {
  /// The folder at `path` in `../shared/data`.
  static func folder(_ path: String) -> URL {
    var root = URL(filePath: #filePath)
    while root.path != "/",
      !FileManager.default.fileExists(atPath: root.appending(path: "Package.swift").path)
    {
      root.deleteLastPathComponent()
    }
    return root.resolvingSymlinksInPath().deletingLastPathComponent().appending(path: "shared/data/\(path)")
  }

  /// Runs a test only where the folder at `path` is there.
  static func needed(_ path: String) -> ConditionTrait {
    .enabled(
      if: FileManager.default.fileExists(atPath: folder(path).path),
      "\(folder(path).path) is absent")
  }
}
