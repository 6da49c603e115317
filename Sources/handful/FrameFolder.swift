import Files
import Foundation
import Methods

/// A folder for the numbered files of one run.
struct FrameFolder {
  /// The folder.
  let url: URL

  /// Makes the folder, so that after the run it holds this run's files and no older ones.
  ///
  /// - Parameters:
  ///   - overwrite: whether to remove the files of an earlier run; others stay.
  ///   - fileExtension: of the run's files, without the dot.
  ///   - isOurs: whether the command gives its files names such as this, without the extension.
  /// - Throws: `FileError` if there are files already and nothing is to be overwritten, or the folder cannot be made.
  init(_ url: URL, overwrite: Bool, fileExtension: String = "png", isOurs: (String) -> Bool) throws {
    self.url = url
    try SceneFolder.makeFolder(url)
    guard !Output.isFree(url) else { return }
    guard overwrite else {
      throw FileError(
        url, "holds files already", remedy: "choose another folder, or replace its frames with --overwrite")
    }
    let suffix = ".\(fileExtension)"
    let names = try? FileManager.default.contentsOfDirectory(atPath: url.path)
    for name in names ?? [] where name.hasSuffix(suffix) && isOurs(String(name.dropLast(suffix.count))) {
      let old = url.appending(path: name)
      do {
        try FileManager.default.removeItem(at: old)
      } catch {
        throw FileError(old, "cannot be removed", remedy: "see that the folder may be written to")
      }
    }
  }
}
