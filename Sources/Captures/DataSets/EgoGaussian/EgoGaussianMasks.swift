import Files
import Foundation
import Images

/// Makes label masks of a clip's `hand_masks` and `obj_masks`: 1 where hands are, 3 where the object is.
///
/// Where both are white the hand is in front.
struct EgoGaussianMasks {
  /// The clip's folder.
  let clip: URL
  /// Where masks are written.
  let output: URL

  /// Writes a mask for each frame and gives it to the frame; tells how many frames have no mask of the object.
  func write(for frames: inout [Frame]) throws -> Int {
    try createFolder(output)
    var withoutObject = 0
    for index in frames.indices {
      let frame = frames[index]
      guard let hands = try mask("hand_masks", of: frame) else {
        throw FileError(
          clip.appending(path: "hand_masks/\(frame.name).png"),
          "the hand mask of frame \(frame.name) is missing")
      }
      let object = try mask("obj_masks", of: frame)
      if object == nil { withoutObject += 1 }
      var labels = LabelImage(
        width: frame.fileSize.width, height: frame.fileSize.height, channels: 1, repeating: 0)
      for pixel in labels.values.indices {
        labels.values[pixel] = hands[pixel] ? 1 : object?[pixel] == true ? 3 : 0
      }
      let url = output.appending(path: "\(frame.name).png")
      try ImageFile.writeLabels(labels, to: url)
      frames[index].maskURL = url
    }
    return withoutObject
  }

  /// What to tell the user of frames without an object.
  func warnings(_ withoutObject: Int) -> [String] {
    let hands = "the masks do not tell right hands from left: all are labelled right"
    guard withoutObject > 0 else { return [hands] }
    return [hands, "\(withoutObject) frames have no mask of the object, which is background there"]
  }

  /// Whether each pixel of the frame's mask in `folder` is white; none where there is no such mask.
  ///
  /// COLMAP's undistortion made some masks colour pictures, and some are JPEGs: half of white decides.
  private func mask(_ folder: String, of frame: Frame) throws -> [Bool]? {
    let places = ["png", "jpg"].map { clip.appending(path: "\(folder)/\(frame.name).\($0)") }
    guard let url = places.first(where: { FileManager.default.fileExists(atPath: $0.path) }) else {
      return nil
    }
    let image = try ImageFile.read(url)
    try frame.requireFileSize(image.size, of: url, named: "mask")
    return stride(from: 0, to: image.values.count, by: image.channels).map { image.values[$0] >= 0.5 }
  }
}
