import Images

/// A frame with what its files hold, all at the size of its camera and without distortion.
public struct LoadedFrame: Sendable {
  /// The frame.
  public var frame: Frame
  /// Red, green, blue.
  public var image: Image
  /// Labels, where the capture has them; 0 where no pixel was recorded.
  public var mask: LabelImage?
  /// Metres, where the capture has it; 0 where unknown.
  public var depth: DepthImage?
  /// 1 where the image was recorded and may be used, 0 where not; none where all of it may.
  public var validity: LabelImage?

  /// Puts a loaded frame together from its parts.
  public init(
    frame: Frame, image: Image, mask: LabelImage? = nil, depth: DepthImage? = nil, validity: LabelImage? = nil
  ) {
    self.frame = frame
    self.image = image
    self.mask = mask
    self.depth = depth
    self.validity = validity
  }
}
