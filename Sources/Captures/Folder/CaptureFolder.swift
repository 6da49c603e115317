import Files
import Foundation
import Hands
import Images
import Splatting

/// Reads and writes Handful's own folder of a capture.
///
/// ```
/// transforms.json        nerfstudio's format (OpenGL camera-to-world), marked by the key handful; a frame has
///                        file_path, mask_path, depth_file_path and time; key_frame is the frame just before the
///                        hand touches
/// images/ masks/ depth/  masks of labels (see `LabelImage`), depth in 16-bit PNG, millimetres, 0 unknown
/// points3D.ply           named by ply_file_path
/// hands.npz              see `HandTrack`
/// transforms_novel.json  other views, for evaluation only
/// truth/                 not opened here: see `CaptureTruth`
/// ```
///
/// Beside nerfstudio's keys a frame may have `validity_path`, a mask that is 0 where pixels are not to be used, and
/// the file a `background` behind transparent images.
public struct CaptureFolder: DataSetReader {
  /// Makes a reader and writer.
  public init() {}

  /// What is looked for.
  public let layout = "a capture (transforms.json with the key handful, or with hands.npz beside it)"

  /// The version of the layout that is written; files without one are read too.
  private static let version = 1

  /// Whether `folder` has a `transforms.json` that says so, or with what no other program writes: a key frame, or
  /// `hands.npz` or `transforms_novel.json` beside it.
  ///
  /// A time in each frame does not tell: nerfstudio's data sets have times too, and their masks are no labels.
  public func recognizes(_ folder: URL) -> Bool {
    let names = CaptureFolderNames(folder)
    guard exists(names.transforms) else { return false }
    if exists(names.hands) || exists(names.novelTransforms) { return true }
    // One that cannot be read is recognised too, so that reading it tells what is wrong.
    guard let file = try? JSONFile.read(TransformsFile.self, from: names.transforms) else { return true }
    return file.layoutVersion != nil || file.keyFrame != nil
  }

  /// The capture as its files state it; throws where one of them is not understood.
  public func parse(_ folder: URL) throws -> Capture {
    let names = CaptureFolderNames(folder)
    let parser = try TransformsParser(names.transforms, maskMeaning: .labels)
    if let version = parser.file.layoutVersion, version != Self.version {
      throw FileError(
        names.transforms, "is a capture of version \(version); this program reads version \(Self.version)",
        remedy: "read it with the program that wrote it")
    }
    let novel =
      exists(names.novelTransforms)
      ? try TransformsParser(names.novelTransforms, maskMeaning: .labels).frames() : []
    return Capture(
      name: folder.standardizedFileURL.lastPathComponent, frames: try parser.frames(), novelFrames: novel,
      hands: exists(names.hands) ? try HandsFile.read(names.hands) : [], points: try parser.points(),
      keyFrame: parser.file.keyFrame)
  }

  /// Writes `capture` into `folder`, which is made where it is not there.
  ///
  /// Images, masks and depths that lie elsewhere are copied in under their frames' names; those inside stay
  /// where they are. Cameras are written at the size of the image files: downscaling is not kept. Every file
  /// appears whole or not at all, and `transforms.json`, by which a capture is known, last.
  ///
  /// Throws a ``FileError`` where a file cannot be read or written.
  public func write(_ capture: Capture, to folder: URL) throws {
    let names = CaptureFolderNames(folder)
    try createFolder(folder)
    if !capture.hands.isEmpty { try HandsFile.write(capture.hands, to: names.hands) }
    if !capture.points.positions.isEmpty { try PointFile.write(capture.points, to: names.points) }
    if !capture.novelFrames.isEmpty {
      let collector = CaptureFileCollector(folder: folder, imageFolder: "novel")
      try JSONFile.write(
        try TransformsFile(capture.novelFrames, collector: collector), to: names.novelTransforms)
    }
    let collector = CaptureFileCollector(folder: folder, imageFolder: "images")
    var file = try TransformsFile(capture.frames, collector: collector)
    file.layoutVersion = Self.version
    file.keyFrame = capture.keyFrame
    file.pointsPath = capture.points.positions.isEmpty ? nil : names.points.lastPathComponent
    try JSONFile.write(file, to: names.transforms)
  }

  private func exists(_ url: URL) -> Bool { FileManager.default.fileExists(atPath: url.path) }
}

/// Where the files of a capture folder are.
private struct CaptureFolderNames {
  let transforms: URL
  let novelTransforms: URL
  let hands: URL
  let points: URL

  init(_ folder: URL) {
    transforms = folder.appending(path: "transforms.json")
    novelTransforms = folder.appending(path: "transforms_novel.json")
    hands = folder.appending(path: "hands.npz")
    points = folder.appending(path: "points3D.ply")
  }
}
