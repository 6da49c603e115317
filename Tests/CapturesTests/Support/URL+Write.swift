import Foundation

extension URL {
  /// Writes text to a path below this folder, making the folders on the way.
  func write(_ text: String, to path: String) throws {
    try write(Data(text.utf8), to: path)
  }

  /// Writes bytes to a path below this folder, making the folders on the way.
  func write(_ data: Data, to path: String) throws {
    let file = appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }
}
