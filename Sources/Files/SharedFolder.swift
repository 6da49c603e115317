import Foundation

/// Where set-up puts converted weights and models.
public enum SharedFolder {
  /// The file `name` of the shared folder, or none where set-up has not made it.
  ///
  /// The folder is `HANDFUL_SHARE` where that is set; else `.venv/share/handful` in the first folder that has it
  /// on the way up from the program, then from the working folder.
  public static func file(
    _ name: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> URL? {
    folders(environment).map { $0.appendingPathComponent(name) }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }

  private static func folders(_ environment: [String: String]) -> [URL] {
    if let named = environment["HANDFUL_SHARE"] { return [URL(fileURLWithPath: named)] }
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath()
    let working = URL(fileURLWithPath: FileManager.default.currentDirectoryPath)
    return [program, working].compactMap(\.self).flatMap(above)
      .map { $0.appendingPathComponent(".venv/share/handful") }
  }

  /// `url` and the folders that it lies in, outwards.
  private static func above(_ url: URL) -> [URL] {
    var folders: [URL] = []
    var path = url.path
    while path != "/", !path.isEmpty {
      folders.append(URL(fileURLWithPath: path))
      path = (path as NSString).deletingLastPathComponent
    }
    return folders
  }
}
