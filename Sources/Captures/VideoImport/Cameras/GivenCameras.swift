import Files
import Foundation
import Images
import Splatting

/// Reads the cameras of an import's frames from a file or folder that somebody else has made.
struct GivenCameras {
  /// A `transforms.json`, or a folder that ``CaptureReader`` knows.
  let source: URL

  /// The cameras of `frames`, whose pictures have `size`: matched by the pictures' names, or in order where there are as
  /// many as frames.
  ///
  /// - Throws: ``Files/FileError`` where they are not understood or do not match.
  func cameras(frames: [URL], size: ImageSize) throws -> SolvedCameras {
    let capture = try capture()
    let given = capture.frames
    let names = frames.map { $0.deletingPathExtension().lastPathComponent }
    let byName = Dictionary(given.map { ($0.name, $0) }) { first, _ in first }
    let matched = names.map { byName[$0] }
    var chosen: [Frame?]
    if given.count == frames.count {
      chosen = matched.contains { $0 == nil } ? given : matched
    } else if matched.count(where: { $0 != nil }) == given.count, given.count > 1 {
      chosen = matched
    } else {
      throw FileError(
        source,
        "holds \(given.count) cameras, the import \(frames.count) frames, and their names do not match",
        remedy: "give a camera a frame, in order, or name the pictures \(names[0]), \(names[1]), …")
    }
    let views = try chosen.map { frame in try frame.map { try view($0, size: size) } }
    return SolvedCameras(views: views, points: capture.points, isMetric: true)
  }

  private func capture() throws -> Capture {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: source.path, isDirectory: &isFolder) else {
      throw FileError(source, cannot: "read", because: ENOENT)
    }
    if isFolder.boolValue { return try CaptureReader().parse(source) }
    let parser = try TransformsParser(source, maskMeaning: .validity)
    return Capture(name: source.lastPathComponent, frames: try parser.frames(), points: try parser.points())
  }

  /// The camera of a frame at the import's size.
  private func view(_ frame: Frame, size: ImageSize) throws -> (camera: Camera, lens: Lens?) {
    let camera = frame.camera
    let shape = Double(camera.width) / Double(camera.height) * Double(size.height) / Double(size.width)
    guard abs(shape - 1) < 0.02 else {
      throw FileError(
        source,
        "the camera of \(frame.name) has \(camera.width)x\(camera.height) pixels, the frames \(size): "
          + "another shape")
    }
    let findings = CameraCheck(frame: frame, place: source.relativePath).findings
    if let wrong = findings.first(where: { $0.severity == .error }) { throw wrong.fault }
    return (camera.resized(width: size.width, height: size.height), frame.lens)
  }
}
