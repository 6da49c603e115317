import Foundation

/// Finds the files that a data set names, and names frames by them.
struct FrameFiles {
  /// The folder that paths are relative to.
  let folder: URL

  /// Extensions tried where a path has none, as Blender's data sets leave them out.
  private static let extensions = ["png", "jpg", "jpeg", "PNG", "JPG", "JPEG"]

  /// The file at `path`, with the extension that makes it exist where it has none.
  func url(_ path: String) -> URL {
    guard !path.hasPrefix("/") else { return URL(fileURLWithPath: path) }
    let file = folder.appending(path: trimmed(path))
    guard !exists(file) else { return file }
    let candidates = Self.extensions.map { file.appendingPathExtension($0) }
    return candidates.first(where: exists) ?? file
  }

  /// A name for each path: the file's without extension, or where that leaves two alike, the paths' with `-`
  /// between folders.
  func names(_ paths: [String]) -> [String] {
    let stems = paths.map { stem((trimmed($0) as NSString).lastPathComponent) }
    guard Set(stems).count < stems.count else { return stems }
    return paths.map { stem(trimmed($0)).replacing("/", with: "-") }
  }

  private func stem(_ path: String) -> String { (path as NSString).deletingPathExtension }

  private func trimmed(_ path: String) -> String { path.hasPrefix("./") ? String(path.dropFirst(2)) : path }

  private func exists(_ file: URL) -> Bool { FileManager.default.fileExists(atPath: file.path) }
}

/// The time of frame `index` of `count` where none was recorded: evenly from 0 to 1.
func evenTime(_ index: Int, of count: Int) -> Double {
  count > 1 ? Double(index) / Double(count - 1) : 0
}
