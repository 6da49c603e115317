import Files
import Foundation

/// Reads nerfstudio's layout: a `transforms.json` with OpenGL camera-to-world matrices, as instant-ngp,
/// `ns-process-data` and many others write it.
///
/// Lenses `OPENCV` (k1 k2 k3 p1 p2) and `OPENCV_FISHEYE` (k1 k2 k3 k4) are kept and undone when images are
/// loaded. Masks mean what they mean to nerfstudio: black pixels are not to be used (see
/// ``Frame/validityURL``).
public struct NerfstudioReader: DataSetReader {
  /// Makes a reader.
  public init() {}

  /// What is looked for.
  public let layout = "a nerfstudio data set (transforms.json)"

  /// Whether `folder` has a `transforms.json`.
  public func recognizes(_ folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: "transforms.json").path)
  }

  /// The capture as its file states it; throws where it is not understood.
  public func parse(_ folder: URL) throws -> Capture {
    let parser = try TransformsParser(folder.appending(path: "transforms.json"), maskMeaning: .validity)
    return Capture(
      name: folder.standardizedFileURL.lastPathComponent, frames: try parser.frames(),
      points: try parser.points())
  }
}
