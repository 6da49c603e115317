import Files
import Foundation

/// Reads the layout of the synthetic NeRF and D-NeRF data sets: `transforms_train.json`, `_val` and `_test`,
/// with `camera_angle_x`, file paths without extension, OpenGL camera-to-world matrices, and times in
/// D-NeRF's.
///
/// Each file's frames carry its split. Frames are named after their files, with their folder before it where
/// the splits' names are alike. Where a file has no times they are spread evenly over it.
public struct BlenderReader: DataSetReader {
  /// White: what these data sets are commonly shown on.
  public static let white: SIMD3<Float> = [1, 1, 1]

  /// What shows through transparent images: red, green, blue in 0...1.
  public let background: SIMD3<Float>

  /// Makes a reader whose images are shown on `background`.
  public init(background: SIMD3<Float> = white) { self.background = background }

  /// What is looked for.
  public let layout = "a Blender or D-NeRF data set (transforms_train.json)"

  private static let parts: [(name: String, split: Frame.Split)] = [
    ("train", .train), ("val", .validation), ("test", .test),
  ]

  /// Whether `folder` has a `transforms_train.json`.
  public func recognizes(_ folder: URL) -> Bool {
    FileManager.default.fileExists(atPath: url("train", in: folder).path)
  }

  /// The capture as its files state it; throws where one is not understood.
  public func parse(_ folder: URL) throws -> Capture {
    var frames: [Frame] = []
    var paths: [String] = []
    for part in Self.parts where FileManager.default.fileExists(atPath: url(part.name, in: folder).path) {
      let parser = try TransformsParser(url(part.name, in: folder), maskMeaning: .validity)
      frames += try parser.frames().map { frame in
        var frame = frame
        frame.split = part.split
        frame.background = background
        return frame
      }
      paths += parser.file.frames.map(\.imagePath)
    }
    for (index, name) in FrameFiles(folder: folder).names(paths).enumerated() { frames[index].name = name }
    return Capture(name: folder.standardizedFileURL.lastPathComponent, frames: frames)
  }

  private func url(_ part: String, in folder: URL) -> URL {
    folder.appending(path: "transforms_\(part).json")
  }
}
