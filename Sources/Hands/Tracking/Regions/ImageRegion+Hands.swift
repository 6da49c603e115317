import Foundation

extension ImageRegion {
  /// Where the hand of a palm is looked for: MediaPipe's `PalmDetectionDetectionToRoi`.
  ///
  /// Turned so that the middle finger's knuckle lies above the wrist; from the palm's box half its height towards
  /// the fingers, and 2.6 times its size.
  init(_ palm: PalmDetection) {
    let direction = palm.keyPoints[PalmDetection.middleKnuckle] - palm.keyPoints[PalmDetection.wrist]
    self.init(
      boxCenter: palm.box.center, boxSize: palm.box.size, rotation: Self.rotation(upwards: direction),
      shift: -0.5, scale: 2.6)
  }

  /// Where the hand with these landmarks is looked for in the next image: MediaPipe's
  /// `HandLandmarkLandmarksToRoi`.
  ///
  /// The box about the wrist and the knuckles, the thumb's to its last but the fingers' to their second (they lie
  /// more still than the fingertips), in the hand's own direction; twice its size, a tenth towards the fingers.
  ///
  /// - Parameter landmarks: 21 points of the image, MediaPipe's order.
  init(landmarks: [SIMD2<Float>]) {
    let knuckles = ((landmarks[5] + landmarks[13]) / 2 + landmarks[9]) / 2
    let rotation = Self.rotation(upwards: knuckles - landmarks[0])
    let (cosine, sine) = (cos(rotation), sin(rotation))
    let (right, down) = (SIMD2(cosine, sine), SIMD2(-sine, cosine))
    // In the hand's axes, about a point of the hand.
    let origin = landmarks[0]
    let box = PixelBox(
      around: Self.stillLandmarks.map { index in
        let offset = landmarks[index] - origin
        return SIMD2((offset * right).sum(), (offset * down).sum())
      })
    self.init(
      boxCenter: origin + box.center.x * right + box.center.y * down, boxSize: box.size, rotation: rotation,
      shift: -0.1, scale: 2)
  }

  private static let stillLandmarks = [0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18]

  /// The rotation of a region whose upper side lies in `direction` of its middle, in -pi..<pi.
  private static func rotation(upwards direction: SIMD2<Float>) -> Float {
    let angle = Float.pi / 2 - atan2(-direction.y, direction.x)
    return angle >= .pi ? angle - 2 * .pi : angle
  }
}
