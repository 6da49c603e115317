import Foundation

/// Brings the files of frames into a capture folder and gives their paths in it.
struct CaptureFileCollector {
  /// The capture folder.
  let folder: URL
  /// The folder inside it that images from elsewhere go to.
  let imageFolder: String

  /// The path of the frame's image inside the folder.
  func imagePath(_ frame: Frame) throws -> String { try path(frame.imageURL, of: frame, in: imageFolder) }

  /// The path of the frame's mask.
  func maskPath(_ frame: Frame) throws -> String? {
    try frame.maskURL.map { try path($0, of: frame, in: "masks") }
  }

  /// The path of the frame's depth.
  func depthPath(_ frame: Frame) throws -> String? {
    try frame.depthURL.map { try path($0, of: frame, in: "depth") }
  }

  /// The path of the frame's validity.
  func validityPath(_ frame: Frame) throws -> String? {
    try frame.validityURL.map { try path($0, of: frame, in: "validity") }
  }

  private func path(_ url: URL, of frame: Frame, in subfolder: String) throws -> String {
    if let inside = pathInside(url) { return inside }
    let path = "\(subfolder)/\(frame.name).\(url.pathExtension)"
    let target = folder.appending(path: path)
    try createFolder(target.deletingLastPathComponent())
    try copyFile(url, to: target)
    return path
  }

  private func pathInside(_ url: URL) -> String? {
    let root = folder.resolvingSymlinksInPath().path + "/"
    let file = url.resolvingSymlinksInPath().path
    return file.hasPrefix(root) ? String(file.dropFirst(root.count)) : nil
  }
}
