import Files
import Foundation
import Hands
import Images

/// Finds hands in the frames of an import, once: what was found is kept in `landmarks.json`.
struct LandmarkFinder {
  /// The frames in order.
  let frames: [URL]
  /// The file that keeps what was found.
  let cache: URL

  /// The hands of each frame, at most one a side; all empty where none is found.
  ///
  /// - Parameter progress: Is told the frames done and their number.
  /// - Throws: ``Files/FileError``, or `TensorError` where LibTorch fails.
  func landmarks(progress: (Int, Int) -> Void) throws -> [[TrackedHand]] {
    if let known = try LandmarkFile.read(cache, count: frames.count) { return known }
    let tracker = try HandTracker()
    var found: [[TrackedHand]] = []
    for url in frames {
      found.append(try tracker.track(try ImageFile.read(url)))
      progress(found.count, frames.count)
    }
    let settled = HandSides.settled(found)
    try LandmarkFile.write(settled, to: cache)
    return settled
  }
}
