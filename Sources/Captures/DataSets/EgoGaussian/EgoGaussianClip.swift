import Files
import Foundation
import Splatting

/// One clip of EgoGaussian's release, without its masks.
struct EgoGaussianClip {
  /// The clip's folder.
  let folder: URL
  /// Its images that have a camera, in their order, times even over them, with the release's split.
  let frames: [Frame]
  /// Scene points of COLMAP.
  let points: PointCloud
  /// The last frame before the object moves, by its place in `frames`, where the split tells.
  let lastFrameAtRest: Int?
  /// What the user should know.
  let warnings: [String]

  /// Reads the clip in `folder`.
  init(folder: URL) throws {
    self.folder = folder
    let capture = try COLMAPReader().parse(folder)
    let found = try capture.frames.compactMap { frame -> (frame: Frame, number: Int)? in
      guard let url = Self.image(of: frame, in: folder) else { return nil }
      let number = try Self.number(of: url)
      var frame = frame
      frame.imageURL = url
      frame.name = url.deletingPathExtension().lastPathComponent
      return (frame, number)
    }.sorted { $0.number < $1.number }
    guard !found.isEmpty else {
      throw FileError(
        folder.appending(path: "images"), "holds none of the \(capture.frames.count) images of sparse/",
        remedy: "see that the archive was unpacked as a whole")
    }
    let split = try EgoGaussianSplit(folder: folder.appending(path: "split"))
    frames = found.enumerated().map { index, element in
      var frame = element.frame
      frame.time = evenTime(index, of: found.count)
      frame.split = split?.split(ofNumber: element.number)
      return frame
    }
    points = capture.points.positions.isEmpty ? try Self.pointsFromPLY(folder) : capture.points
    lastFrameAtRest = split?.lastNumberAtRest.flatMap { last in found.lastIndex { $0.number <= last } }
    var warnings: [String] = []
    let lost = capture.frames.count - found.count
    if lost > 0 { warnings.append("\(lost) images of sparse/ are not in images/ and are left out") }
    if split == nil { warnings.append("there is no split/: the frames belong to no split") }
    self.warnings = warnings + (try Self.source(folder).map { ["recorded as \($0) of HOI4D"] } ?? [])
  }

  /// The image in `images` that is called as the frame's, whatever folder the model gives, or likewise with the
  /// other usual extension.
  private static func image(of frame: Frame, in folder: URL) -> URL? {
    let images = folder.appending(path: "images")
    let name = frame.imageURL.deletingPathExtension().lastPathComponent
    return [frame.imageURL.pathExtension, "png", "jpg"].map { images.appending(path: "\(name).\($0)") }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// The number that the file's name ends in.
  private static func number(of url: URL) throws -> Int {
    let digits = url.deletingPathExtension().lastPathComponent.reversed().prefix { ("0"..."9").contains($0) }
    guard let number = Int(String(digits.reversed())) else {
      throw FileError(url, "has no number", remedy: "images are called 00000.png or frame_0000003880.png")
    }
    return number
  }

  /// The points of `points3D.ply`, which training with the release's own code leaves beside the model.
  private static func pointsFromPLY(_ folder: URL) throws -> PointCloud {
    let url = folder.appending(path: "sparse/0/points3D.ply")
    return FileManager.default.fileExists(atPath: url.path) ? try PointFile.read(url) : PointCloud()
  }

  /// The video of HOI4D that `id.txt` names; the id of Submission/HOI4D/Video1 as the release's README corrects it.
  private static func source(_ folder: URL) throws -> String? {
    let url = folder.appending(path: "id.txt")
    guard FileManager.default.fileExists(atPath: url.path) else { return nil }
    let id = String(decoding: try InputFile.read(url), as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let (wrong, right) = ("ZY20210800001/H1/C8/N36/S319/s02/T2", "ZY20210800001/H1/C8/N11/S321/s03/T2")
    return id.hasSuffix(wrong) ? "\(right) (id.txt has another, which its authors corrected)" : id
  }
}
