import Images

/// The masks of a video's frames, as found in small pictures of them.
public struct VideoMasks: Sendable {
  private let frames: [Frame]
  private let images: [WorkingImage]
  /// ``FrameLabel`` of each pixel of the small pictures.
  private let found: [[UInt8]]

  init(frames: [Frame], images: [WorkingImage], labels: [[UInt8]]) {
    self.frames = frames
    self.images = images
    found = labels
  }

  /// The labels of a frame, at the size of its image file.
  ///
  /// A pixel takes the label that most of the small picture's pixels around it have, those of its own colour counting
  /// most: joint bilateral upsampling (Kopf et al. 2007), so that edges are the image's.
  ///
  /// - Throws: ``Files/FileError`` where the frame cannot be read.
  public func labels(frame: Int) throws -> LabelImage {
    let image = try ImageFile.read(frames[frame].imageURL)
    return LabelEnlarger(small: images[frame], labels: found[frame]).enlarged(to: WorkingImage(image))
  }
}
