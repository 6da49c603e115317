import Files
import Foundation

/// Makes `folder` and those above it where they are not there yet.
func createFolder(_ folder: URL) throws {
  do {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  } catch {
    throw FileError(folder, "cannot be made a folder", remedy: "see that the place may be written to")
  }
}

/// The bytes of `source` under the name `target`, whole or not at all.
func copyFile(_ source: URL, to target: URL) throws {
  try AtomicFile.write(try InputFile.read(source, mapped: true), to: target)
}
