import Files
import Hands
import Images
import Splatting

/// Makes label masks of the hands in a video and of what they hold, without knowing any object.
///
/// Hands are where their fitted meshes are, or their landmarks where there is no fit; objects are what moves with a
/// hand and is neither hand nor scene (``CoMotion``). Both are spread over the image along what looks alike
/// (``RandomWalker``) and from frame to frame along what moves (``Transport``).
public struct MaskMaker: Sendable {
  /// The longer side of the pictures that masks are found in, pixels.
  private let workingSize: Int

  /// Prepares to make masks; they are found in pictures whose longer side is `workingSize` pixels.
  public init(workingSize: Int = 480) { self.workingSize = workingSize }

  /// Finds the masks of a video's frames.
  ///
  /// - Parameters:
  ///   - frames: The frames in order, all of one size, with their cameras.
  ///   - hands: The hands in the cameras' world.
  ///   - landmarks: The tracked hands of each frame, pixels of the image files.
  ///   - points: Points of the scene in the cameras' world; they tell how far away it is.
  ///   - isStill: Whether the camera stands still.
  ///   - progress: Is told how much is done, of how much.
  /// - Throws: ``Files/FileError`` where a frame cannot be read or has another size than the first.
  public func masks(
    of frames: [Frame], hands: [HandTrack], landmarks: [[TrackedHand]], points: PointCloud = PointCloud(),
    isStill: Bool, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws -> VideoMasks {
    guard let first = frames.first else { return VideoMasks(frames: [], images: [], labels: []) }
    let size = workingImageSize(first.fileSize)
    let total = frames.count * (1 + MaskFinder.stepCount)
    var images: [WorkingImage] = []
    for frame in frames {
      let image = try ImageFile.read(frame.imageURL)
      guard image.size == first.fileSize else {
        throw FileError(frame.imageURL, "is \(image.size) pixels, the first frame \(first.fileSize)")
      }
      images.append(WorkingImage(image.resized(width: size.width, height: size.height)))
      progress(images.count, total)
    }
    let views = HandViews(hands: hands, landmarks: landmarks, size: size).views(of: frames)
    // Hands alone do not tell how far away the scene is.
    let seen = hands.flatMap { $0.joints.joined() }.filter { $0.x.isFinite }
    let known = points.positions.isEmpty ? [] : points.positions + seen
    let space = isStill ? nil : SceneViews(frames: frames, points: known, size: size).space()
    let finder = MaskFinder(video: WorkingVideo(images), hands: views, space: space)
    let labels = finder.labels { progress((1 + $0) * frames.count, total) }
    return VideoMasks(frames: frames, images: images, labels: labels)
  }

  private func workingImageSize(_ size: ImageSize) -> ImageSize {
    let factor = min(1, Double(workingSize) / Double(max(size.width, size.height)))
    return ImageSize(
      width: max(16, Int((Double(size.width) * factor).rounded())),
      height: max(16, Int((Double(size.height) * factor).rounded())))
  }
}
