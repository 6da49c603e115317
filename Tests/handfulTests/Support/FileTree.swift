import Foundation

/// The files below a folder, in memory.
struct FileTree: Sendable {
  private let files: [String: Data]

  init(contentsOf folder: URL) throws {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    files = try Dictionary(
      uniqueKeysWithValues: paths.compactMap { path in
        var isFolder: ObjCBool = false
        let file = folder.appending(path: path)
        _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
        return isFolder.boolValue ? nil : (path, try Data(contentsOf: file))
      })
  }

  func write(to folder: URL) throws {
    for (path, data) in files {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: file)
    }
  }
}
