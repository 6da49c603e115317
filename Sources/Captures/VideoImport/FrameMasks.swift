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
  /// Points of the scene.
  let points: PointCloud
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

  /// Makes masks from hands and images where there are none yet: those that are there may have been edited.
  ///
  /// - Throws: ``Files/FileError`` where a frame cannot be read or a mask not be written.
  func make(_ progress: (Int, Int) -> Void) throws {
    let missing = frames.indices.filter { !FileManager.default.fileExists(atPath: url(frames[$0]).path) }
    guard !missing.isEmpty else { return }
    let masks = try MaskMaker().masks(
      of: frames, hands: hands, landmarks: landmarks, points: points, isStill: isStill, progress: progress)
    try write(missing, progress) { try masks.labels(frame: $0) }
  }

  /// Writes the mask that `labels` gives for each frame, in place of those that are there.
  func write(_ progress: (Int, Int) -> Void, labels: (Int) throws -> LabelImage) throws {
    try write(Array(frames.indices), progress, labels: labels)
  }

  private func write(_ indices: [Int], _ progress: (Int, Int) -> Void, labels: (Int) throws -> LabelImage)
    throws
  {
    try createFolder(folder)
    for (done, index) in indices.enumerated() {
      try ImageFile.writeLabels(try labels(index), to: url(frames[index]))
      progress(done + 1, indices.count)
    }
  }

  private func url(_ frame: Frame) -> URL { folder.appending(path: "\(frame.name).png") }
}
