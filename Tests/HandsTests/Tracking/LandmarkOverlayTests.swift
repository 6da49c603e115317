import Hands
import Images
import Testing

@Suite("Landmarks over images")
struct LandmarkOverlayTests {
  private func hand(_ side: HandTrack.Side, _ points: [SIMD3<Float>]) -> TrackedHand {
    TrackedHand(side: side, presence: 1, handedness: 1, landmarks: points, worldLandmarks: points)
  }

  /// All landmarks at (20, 15) but the middle finger's tip.
  private func pointing(to tip: SIMD3<Float>) -> [SIMD3<Float>] {
    (0..<TrackedHand.landmarkCount).map { $0 == 12 ? tip : SIMD3(20, 15, 0) }
  }

  @Test("Lines lie along the bones, in the colour of the side, and nowhere else")
  func lines() {
    let image = Image(width: 60, height: 30, channels: 3, repeating: 0)
    let right = LandmarkOverlay().draw([hand(.right, pointing(to: [50, 15, 0]))], on: image)
    #expect([right[35, 14, 0], right[35, 15, 0]] == [1, 1] && right[35, 15, 2] < 0.5)
    #expect((0..<60).allSatisfy { right[$0, 20, 0] == 0 } && right[55, 15, 0] == 0)
    #expect((0..<3).allSatisfy { right[20, 15, $0] == 1 })
    let left = LandmarkOverlay().draw([hand(.left, pointing(to: [50, 15, 0]))], on: image)
    #expect(left[35, 15, 2] == 1 && left[35, 15, 0] < 0.5)
  }

  @Test("What lies outside, or is not a number, is not drawn")
  func outside() {
    let image = Image(width: 8, height: 6, channels: 1, repeating: 0.25)
    let points = [SIMD3<Float>](repeating: [.nan, 3, 0], count: TrackedHand.landmarkCount)
    let far = [SIMD3<Float>](repeating: [1e30, -1e30, 0], count: TrackedHand.landmarkCount)
    #expect(LandmarkOverlay().draw([hand(.left, points), hand(.right, far)], on: image) == image)
  }
}
