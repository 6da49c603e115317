import Files
import Foundation
import Hands
import Images
import Splatting

/// Writes the label masks of an import's frames.
struct FrameMasks {
  /// The frames, whose masks are called as they are.
  let frames: [Frame]
  /// Hands in the cameras' world.
  let hands: [HandTrack]
  /// Landmarks of each frame.
  let landmarks: [[TrackedHand]]
  /// Whether all cameras are one.
  let isStill: Bool
  /// The folder that masks go to.
  let folder: URL

  /// The frames with their masks.
  var framesWithMasks: [Frame] {
    frames.map { frame in
      var frame = frame
      frame.maskURL = url(frame)
      return frame
    }
  }

  /// Makes masks from hands and images, unless all are there already: they may have been edited.
  ///
  /// - Throws: ``Files/FileError`` where a frame cannot be read or a mask not be written.
  func make(_ progress: (Int, Int) -> Void) throws {
    guard !frames.allSatisfy({ FileManager.default.fileExists(atPath: url($0).path) }) else { return }
    let silhouettes = HandSilhouettes(hands: hands)
    try write(progress) { silhouettes.labels(frame: $0, camera: frames[$0].camera, lens: frames[$0].lens) }
  }

  /// Writes the mask that `labels` gives for each frame.
  func write(_ progress: (Int, Int) -> Void, labels: (Int) throws -> LabelImage) throws {
    try createFolder(folder)
    for (index, frame) in frames.enumerated() {
      try ImageFile.writeLabels(try labels(index), to: url(frame))
      progress(index + 1, frames.count)
    }
  }

  private func url(_ frame: Frame) -> URL { folder.appending(path: "\(frame.name).png") }
}
