import Files
import Images

extension HandTracker {
  /// The hands of a video, at most one of a side in each frame.
  ///
  /// Sides are settled over the whole video, see ``HandSides``; a hand may leave and return.
  ///
  /// - Parameters:
  ///   - video: not mirrored.
  ///   - frames: which of its frames; all by default.
  ///   - progress: is told the number of frames done, after each.
  /// - Returns: The hands of each frame of `frames`.
  /// - Throws: `FileError` where the video cannot be read or shows no hand, or `TensorError`.
  public nonisolated(nonsending) func hands(
    in video: VideoReader, frames: Range<Int>? = nil, progress: (Int) -> Void = { _ in }
  ) async throws -> [[TrackedHand]] {
    reset()
    var found: [[TrackedHand]] = []
    try await video.forEachFrame(in: frames) { _, image in
      found.append(try track(image))
      progress(found.count)
    }
    guard found.contains(where: { !$0.isEmpty }) else {
      throw FileError(
        video.url, "shows no hand that the tracker finds in \(found.count) frames",
        remedy: "hands should be sharp and larger than a tenth of the picture")
    }
    return HandSides.settled(found)
  }
}
