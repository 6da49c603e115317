import Foundation

/// What a folder held at some time, to take back what was added since.
struct FolderContents {
  private let folder: URL
  /// Names directly in the folder; none where it was not there.
  private let names: Set<String>?

  /// Looks at a folder, which may not be there.
  init(_ folder: URL) {
    self.folder = folder
    names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)).map(Set.init)
  }

  /// Removes what was added: files and folders directly in the folder, or the folder itself.
  ///
  /// It is called where something has failed already, so that failures here are not told.
  func restore() {
    let files = FileManager.default
    guard let names else {
      try? files.removeItem(at: folder)
      return
    }
    let added = Set((try? files.contentsOfDirectory(atPath: folder.path)) ?? []).subtracting(names)
    for name in added { try? files.removeItem(at: folder.appending(path: name)) }
  }
}
