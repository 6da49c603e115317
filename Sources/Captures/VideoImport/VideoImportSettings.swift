import Foundation

/// What of a video is imported, and how.
public struct VideoImportSettings: Sendable, Equatable {
  /// What is done about hands.
  public enum Hands: String, Sendable, CaseIterable {
    /// They are tracked and fitted; a video without any is an error.
    case required
    /// They are tracked and fitted if there are any.
    case optional
    /// They are not looked for.
    case none
  }

  /// Which frames, and their size.
  public var frames: FrameSelection
  /// Where cameras come from.
  public var cameras: CameraSource
  /// The focal length, where it is known.
  public var focalLength: FocalLength?
  /// What is done about hands.
  public var hands: Hands
  /// Masks that the user brings; made from the hands and the images without.
  public var masks: MaskSource?

  /// Puts settings together; by default all frames, with hands, and nothing known of the camera.
  public init(
    frames: FrameSelection = FrameSelection(), cameras: CameraSource = .automatic,
    focalLength: FocalLength? = nil,
    hands: Hands = .required, masks: MaskSource? = nil
  ) {
    self.frames = frames
    self.cameras = cameras
    self.focalLength = focalLength
    self.hands = hands
    self.masks = masks
  }
}
