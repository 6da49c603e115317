import Files
import Foundation
import Images

/// What a folder's frames were taken from: `import.json`, by which a rerun knows that it may go on.
struct ImportRecord: Codable, Equatable {
  /// The video's file name and its bytes.
  var video: String
  var bytes: Int
  /// The size of the frames.
  var width: Int
  var height: Int
  /// Frames a second.
  var frameRate: Double
  /// Which frames of the video were taken.
  var frames: [Int]

  /// The file in a capture's folder.
  static func url(_ folder: URL) -> URL { folder.appending(path: "import.json") }

  /// The size of the frames.
  var size: ImageSize { ImageSize(width: width, height: height) }

  /// What `selection` of `video` asks for.
  ///
  /// - Throws: ``Files/FileError`` where the video does not hold it.
  init(_ selection: FrameSelection, of video: VideoReader) throws {
    let size = try selection.frameSize(of: video)
    self.video = video.url.lastPathComponent
    let attributes = try? FileManager.default.attributesOfItem(
      atPath: video.url.resolvingSymlinksInPath().path)
    bytes = attributes?[.size] as? Int ?? 0
    (width, height) = (size.width, size.height)
    frameRate = selection.rate(of: video)
    frames = try selection.indices(in: video)
  }

  /// Makes `folder` this import's: writes the record, or finds the same one there.
  ///
  /// - Throws: ``Files/FileError`` where the folder holds something else; nothing in it is changed then.
  func claim(_ folder: URL) throws {
    let url = Self.url(folder)
    try createFolder(folder)
    if FileManager.default.fileExists(atPath: url.path) {
      guard try JSONFile.read(Self.self, from: url) == self else {
        throw FileError(
          folder, "holds an import of another video or of other frames",
          remedy: "choose another folder, or remove this one")
      }
      return
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    guard names.isEmpty else {
      throw FileError(folder, "holds files already", remedy: "choose another folder, or remove this one")
    }
    try JSONFile.write(self, to: url)
  }
}
