import Captures
import Files
import Foundation
import Images

/// The recorded pictures of a scene's views.
struct ViewPictures: Sendable {
  private let frames: [Frame?]

  init(frames: [Frame?]) { self.frames = frames }

  /// The picture at `index` as the camera of its view saw it, without the lens' distortion; none where there is none.
  /// - Throws: ``FileError`` where it cannot be read.
  subscript(index: Int) -> PageFiles.File? {
    get throws {
      guard frames.indices.contains(index), let frame = frames[index] else { return nil }
      return PageFiles.File(data: try ImageFile.jpeg(frame.loadImage(), quality: 90), type: "image/jpeg")
    }
  }
}
