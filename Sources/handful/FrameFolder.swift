import Files
import Foundation
import Methods

/// A folder for the pictures of one run.
struct FrameFolder {
  /// The folder.
  let url: URL

  /// Makes the folder, so that after the run it holds this run's pictures and no older ones.
  ///
  /// - Parameters:
  ///   - overwrite: whether to remove the pictures of an earlier run; other files stay.
  ///   - isOurs: whether the command gives its pictures names such as this, without the extension `.png`.
  /// - Throws: `FileError` if there are files already and nothing is to be overwritten, or the folder cannot be made.
  init(_ url: URL, overwrite: Bool, isOurs: (String) -> Bool) throws {
    self.url = url
    try SceneFolder.makeFolder(url)
    guard !Output.isFree(url) else { return }
    guard overwrite else {
      throw FileError(
        url, "holds files already", remedy: "choose another folder, or replace its frames with --overwrite")
    }
    let names = try? FileManager.default.contentsOfDirectory(atPath: url.path)
    for name in names ?? [] where name.hasSuffix(".png") && isOurs(String(name.dropLast(4))) {
      let old = url.appending(path: name)
      do {
        try FileManager.default.removeItem(at: old)
      } catch {
        throw FileError(old, "cannot be removed", remedy: "see that the folder may be written to")
      }
    }
  }
}
