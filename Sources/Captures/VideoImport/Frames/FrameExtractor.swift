import Files
import Foundation
import Images

/// Writes the frames of a video as pictures: PNG, or where the longer side is over 1000 pixels JPEG of quality 95.
struct FrameExtractor {
  /// The video.
  let video: VideoReader
  /// What of it.
  let record: ImportRecord
  /// The capture's folder.
  let folder: URL

  /// The files in order, numbered from 0 with five digits.
  var files: [URL] {
    let kind = max(record.width, record.height) > 1000 ? "jpg" : "png"
    return record.frames.indices.map { folder.appending(path: String(format: "images/%05d.\(kind)", $0)) }
  }

  /// Writes the frames that are not there yet; each appears whole or not at all.
  ///
  /// - Parameter progress: Is told the frames that are there and their number.
  /// - Throws: ``Files/FileError`` where the video cannot be decoded or a frame not be written.
  nonisolated(nonsending) func extract(progress: (Int, Int) -> Void) async throws {
    try createFolder(folder.appending(path: "images"))
    let files = files
    let missing = files.indices.filter { !FileManager.default.fileExists(atPath: files[$0].path) }
    guard let first = missing.first, let last = missing.last else { return }
    // A frame may be asked for twice where the rate is not quite the video's.
    let wanted = Dictionary(grouping: missing) { record.frames[$0] }
    var done = files.count - missing.count
    try await video.forEachFrame(in: record.frames[first]..<record.frames[last] + 1, size: record.size) {
      index, image in
      for number in wanted[index] ?? [] {
        try ImageFile.write(image, to: files[number])
        done += 1
        progress(done, files.count)
      }
    }
  }
}
