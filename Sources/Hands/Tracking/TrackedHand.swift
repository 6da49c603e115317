/// A hand that the tracker found in one image.
public struct TrackedHand: Sendable, Equatable {
  /// Which hand of the person it is, in an image that is not mirrored.
  public var side: HandTrack.Side
  /// How sure the network is that the crop shows a hand, 0...1.
  public var presence: Float
  /// How sure the network is of ``side`` in this image, 0...1; below 0.5 where ``HandSides`` has outvoted it.
  public var handedness: Float
  /// 21 points in MediaPipe's order: wrist, then thumb, index, middle, ring and little finger, four each from
  /// the palm to the tip.
  ///
  /// x and y are pixels of the full image from its top left corner, so that the first pixel's centre is at 0.5, 0.5;
  /// z is in the same unit, relative to the wrist and smaller towards the camera.
  public var landmarks: [SIMD3<Float>]
  /// The same points in metres about the hand's middle, in the camera's axes (x right, y down, z forward).
  public var worldLandmarks: [SIMD3<Float>]

  /// x and y of ``landmarks``.
  public var imagePoints: [SIMD2<Float>] { landmarks.map { SIMD2($0.x, $0.y) } }

  /// The bones between the landmarks, from the wrist outwards, and the palm's edge along the knuckles.
  public static let bones: [(Int, Int)] = [
    (0, 1), (1, 2), (2, 3), (3, 4), (0, 5), (5, 6), (6, 7), (7, 8), (9, 10), (10, 11), (11, 12), (13, 14),
    (14, 15), (15, 16), (0, 17), (17, 18), (18, 19), (19, 20), (5, 9), (9, 13), (13, 17),
  ]

  /// How many points a hand has.
  public static let landmarkCount = 21

  /// Puts a hand together; both lists hold ``landmarkCount`` points.
  public init(
    side: HandTrack.Side, presence: Float, handedness: Float, landmarks: [SIMD3<Float>],
    worldLandmarks: [SIMD3<Float>]
  ) {
    self.side = side
    self.presence = presence
    self.handedness = handedness
    self.landmarks = landmarks
    self.worldLandmarks = worldLandmarks
  }
}
