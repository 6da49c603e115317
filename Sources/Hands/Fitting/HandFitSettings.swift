/// How hands are fitted: what is believed of landmarks, of people and of their movements.
///
/// Every deviation is that of a normal distribution; landmarks count by Cauchy's distribution, which forgives outliers.
public struct HandFitSettings: Sendable, Equatable {
  /// Steps of the optimiser.
  public var iterations = 400
  /// The deviation of landmarks in the image, as a share of the larger side of the box around them.
  public var imageDeviation = 0.02
  /// The deviation of landmarks in space, metres.
  public var spaceDeviation = 0.008
  /// The deviation of accelerations of joints, metres a second squared.
  public var acceleration = 10.0
  /// The deviation of accelerations of the fingers' angles, radians a second squared.
  public var angularAcceleration = 110.0
  /// Gaps up to this long, in seconds, are bridged by the movement before and after them; longer ones stay empty.
  public var maximumGap = 0.25
  /// How many frames of a video count as independent evidence of what all frames share.
  ///
  /// Landmarks are wrong in the same way from frame to frame: hundreds of them do not outweigh what is known of
  /// hands in general.
  public var independentFrames = 10.0
  /// The focal length first assumed where it is not known, as a share of the image's longer side.
  public var assumedFocalLength = 0.9
  /// How far an unknown focal length may be off: the deviation of its logarithm.
  public var focalLengthDeviation = 0.3

  /// The settings that are used unless others are asked for.
  public init() {}
}
