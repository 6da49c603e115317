import Files
import Foundation

/// Finds the sequences of a data set whose each sequence is a folder, known by what lies in it, below a root.
struct SequenceFolders {
  /// The folder that is searched; it may be a sequence itself.
  let root: URL
  /// How many folders deep sequences may lie.
  let depth: Int
  /// What a sequence is known by, for messages.
  let mark: String
  /// Whether a folder is a sequence.
  let isSequence: @Sendable (URL) -> Bool

  /// The sequences by their paths below the root, sorted; a root that is a sequence goes by its own name.
  ///
  /// - Throws: ``FileError`` where the root is no folder, or holds no sequence.
  func names() throws -> [String] {
    if isSequence(root) { return [root.standardizedFileURL.lastPathComponent] }
    let names = try search(root, path: "", depth: depth)
    guard !names.isEmpty else {
      throw FileError(root, "holds no sequence", remedy: "looked \(depth) folders deep for \(mark)")
    }
    return names
  }

  /// The folder of the sequence called `name`.
  ///
  /// - Throws: ``FileError`` where there is none.
  func folder(of name: String) throws -> URL {
    if isSequence(root), name == root.standardizedFileURL.lastPathComponent { return root }
    let folder = root.appending(path: name)
    guard !name.isEmpty, isSequence(folder) else {
      throw FileError(folder, "is no sequence of the data set", remedy: "--list shows those that are there")
    }
    return folder
  }

  private func search(_ folder: URL, path: String, depth: Int) throws -> [String] {
    guard depth > 0 else { return [] }
    return try Self.subfolders(of: folder).flatMap { name -> [String] in
      let (below, subfolder) = (path.isEmpty ? name : "\(path)/\(name)", folder.appending(path: name))
      return isSequence(subfolder) ? [below] : try search(subfolder, path: below, depth: depth - 1)
    }
  }

  /// The names of the folders in `folder`, sorted, hidden ones left out.
  ///
  /// - Throws: ``FileError`` where it cannot be listed.
  static func subfolders(of folder: URL) throws -> [String] {
    try contents(of: folder).filter { name in
      var isFolder: ObjCBool = false
      let path = folder.appending(path: name).path
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
  }

  /// The names of what lies in `folder`, sorted, hidden files left out.
  ///
  /// - Throws: ``FileError`` where it cannot be listed.
  static func contents(of folder: URL) throws -> [String] {
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      return names.filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      throw FileError(folder, "cannot be listed", remedy: "see that it is a folder that may be read")
    }
  }
}
