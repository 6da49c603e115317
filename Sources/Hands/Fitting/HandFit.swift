import Splatting

/// A hand model fitted to one hand of a video.
public struct HandFit: Sendable {
  /// The hand in the world: every frame of the video, NaN rows where it is not seen.
  ///
  /// Its parameters count from the flat hand.
  public let track: HandTrack
  /// Frames that no landmarks were found in, bridged between those before and after.
  public let interpolatedFrames: [Int]
  /// The mean distance of the model's joints from the landmarks in the image, pixels, a frame each; NaN where
  /// there are none.
  ///
  /// At fingertips, points 6 mm before the end of the finger stand for the joints.
  public let reprojectionErrors: [Float]
  /// The same after the constant offsets between joints and landmarks that were fitted to the video.
  public let landmarkErrors: [Float]

  /// The mean of ``reprojectionErrors`` over frames with landmarks, pixels.
  public var reprojectionError: Float { Self.mean(reprojectionErrors) }
  /// The mean of ``landmarkErrors`` over frames with landmarks, pixels.
  public var landmarkError: Float { Self.mean(landmarkErrors) }

  private static func mean(_ values: [Float]) -> Float {
    let known = values.filter { !$0.isNaN }
    return known.reduce(0, +) / Float(max(known.count, 1))
  }
}

/// The hands of a video, fitted together.
public struct HandFits: Sendable {
  /// At most one a side, the right one first.
  public let hands: [HandFit]
  /// The cameras that the hands were fitted with, a frame each.
  public let cameras: [Camera]
}
