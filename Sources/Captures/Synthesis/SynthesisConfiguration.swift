/// All settings of a synthesised capture; the same settings give the same files, byte for byte.
public struct SynthesisConfiguration: Codable, Sendable, Equatable {
  /// Frames of the capture.
  public var frames: Int = 40
  /// Columns of an image.
  public var width: Int = 256
  /// Rows of an image.
  public var height: Int = 192
  /// Decides colours, textures, where things stand, how hand and camera move, and the noise.
  public var seed: UInt64 = 1
  /// Whether the camera moves with the wearer's head; else it stands where it is at half the time.
  public var movesCamera: Bool = true
  /// Views from elsewhere, for evaluation.
  public var novelViews: Int = 8
  /// Scene points in `points3D.ply`.
  public var points: Int = 4000
  /// Standard deviation of a scene point's position, metres.
  public var pointNoise: Double = 0.001
  /// Standard deviation of the tracked hand's position, metres, along each axis.
  public var handTranslationNoise: Double = 0.002
  /// Standard deviation of the tracked hand's joint angles, radians, about each axis.
  public var handRotationNoise: Double = 0.025
  /// Samples along each side of a pixel; odd.
  public var samplesPerSide: Int = 3

  /// The settings of the demo: 40 frames of 256 by 192 and 8 other views.
  public init() {}

  /// Checks that a capture can be made with these settings.
  /// - Throws: ``SynthesisError`` with the first setting that is out of its range.
  public func validate() throws {
    try require("frames", frames, in: 4...10_000)
    try require("width", width, in: 16...8192)
    try require("height", height, in: 16...8192)
    try require("novelViews", novelViews, in: 0...10_000)
    try require("points", points, in: 0...10_000_000)
    try require("samplesPerSide", samplesPerSide, in: 1...15)
    guard samplesPerSide % 2 == 1 else {
      throw SynthesisError(setting: "samplesPerSide", problem: "is \(samplesPerSide), must be odd")
    }
    try require("pointNoise", pointNoise, in: 0...1)
    try require("handTranslationNoise", handTranslationNoise, in: 0...1)
    try require("handRotationNoise", handRotationNoise, in: 0...1)
  }

  private func require<Value: Comparable>(
    _ setting: String, _ value: Value, in range: ClosedRange<Value>
  ) throws {
    guard range.contains(value) else {
      throw SynthesisError(
        setting: setting,
        problem: "is \(value), must be from \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
