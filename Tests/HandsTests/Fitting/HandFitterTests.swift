import Hands
import Images
import Splatting
import TestSupport
import Testing

@Suite(.enabled(if: FreeHand.isThere, FreeHand.hint)) struct HandFitterTests {
  private static let still = HandCameras.still(
    focalLength: MadeUpVideo.focalLength, size: MadeUpVideo.size)

  private func fit(
    _ hands: [[TrackedHand]], cameras: HandCameras = still, iterations: Int = 300
  ) throws -> HandFits {
    var settings = HandFitSettings()
    settings.iterations = iterations
    return try HandFitter(models: HandModels.free(), settings: settings)
      .fit(hands, cameras: cameras, frameRate: MadeUpVideo.frameRate)
  }

  @Test(arguments: HandTrack.Side.allCases) func findsTheHandOfNoisyLandmarks(_ side: HandTrack.Side) throws {
    let video = try MadeUpVideo(side, frames: 60, noise: 1, shape: [0.6, -0.5, 0.4])
    let fits = try fit(video.hands)
    let hand = try #require(fits.hands.first)
    #expect(fits.hands.count == 1 && hand.track.side == side)
    let errors = video.errors(of: hand.track)
    // The noise is 6 mm in each of three coordinates, 10 mm in all.
    #expect(errors.rooted < 0.008)
    #expect(errors.whole < 0.03)
    // 6 pixels in each of two coordinates: 7.5 on average.
    #expect(hand.landmarkError > 5 && hand.landmarkError < 8.5)
    #expect(hand.interpolatedFrames.isEmpty)
    let parameters = try #require(hand.track.parameters)
    #expect(parameters.pose.count == 60 && parameters.shape.count == 10)
  }

  @Test func exactLandmarksGiveTheHandBack() throws {
    let video = try MadeUpVideo(.right, frames: 30)
    let hand = try #require(try fit(video.hands).hands.first)
    #expect(video.errors(of: hand.track).rooted < 0.003)
    #expect(hand.reprojectionError < 1.5)
  }

  @Test func shortGapsAreBridgedAndLongOnesStayEmpty() throws {
    var video = try MadeUpVideo(.right, frames: 70, noise: 0.3)
    for frame in [10, 11, 12] + Array(30..<50) { video.hands[frame] = [] }
    let hand = try #require(try fit(video.hands).hands.first)
    #expect(hand.interpolatedFrames == [10, 11, 12])
    #expect(hand.track.joints[11][0].x.isFinite && hand.reprojectionErrors[11].isNaN)
    let distance = (0..<21).map { length(hand.track.joints[11][$0] - video.track.joints[11][$0]) }
    #expect(distance.reduce(0, +) / 21 < 0.02)
    #expect((30..<50).allSatisfy { hand.track.joints[$0][0].x.isNaN && hand.track.vertices[$0][5].x.isNaN })
    #expect(video.errors(of: hand.track).rooted < 0.006)
  }

  @Test func outliersHardlyCount() throws {
    var video = try MadeUpVideo(.right, frames: 40, noise: 0.3)
    for frame in stride(from: 3, to: 40, by: 6) {
      video.hands[frame][0].landmarks[8] = [5, 5, 0]
      video.hands[frame][0].worldLandmarks[12] += [0.2, 0, 0]
    }
    let hand = try #require(try fit(video.hands).hands.first)
    #expect(video.errors(of: hand.track).rooted < 0.007)
  }

  @Test func singleFramesAreFitted() throws {
    let video = try MadeUpVideo(.left, frames: 1)
    let hand = try #require(try fit(video.hands).hands.first)
    #expect(hand.track.joints.count == 1)
    #expect(video.errors(of: hand.track).rooted < 0.008)
    let pair = try MadeUpVideo(.left, frames: 2)
    #expect(try fit(pair.hands).hands[0].track.joints.count == 2)
  }

  @Test func bothHandsShareAnEstimatedCamera() throws {
    let (right, left) = (try MadeUpVideo(.right, frames: 20), try MadeUpVideo(.left, frames: 20))
    let hands = zip(left.hands, right.hands).map { $0 + $1 }
    let fits = try fit(hands, cameras: .unknown(size: MadeUpVideo.size))
    #expect(fits.hands.map(\.track.side) == [.right, .left])
    #expect(fits.cameras.count == 20 && fits.cameras[0] == fits.cameras[19])
    // 576 is assumed at first, 700 is true: hands tell little of it, but the direction.
    #expect(fits.cameras[0].focalLength.x > 585 && fits.cameras[0].focalLength.x < 750)
    #expect(right.errors(of: fits.hands[0].track).rooted < 0.006)
  }

  @Test func handsAreGivenInTheWorldOfMovingCameras() throws {
    let video = try MadeUpVideo(.right, frames: 20)
    let cameras = (0..<20).map { frame in
      Camera(
        width: 640, height: 480, focalLength: [700, 700], principalPoint: [320, 240],
        worldToCamera: RigidTransform(
          rotation: Matrix3(axis: [0, 0.6, 0.8], angle: 0.02 * Double(frame)),
          translation: [0.01 * Double(frame), 0.3, -0.1]))
    }
    let fits = try fit(video.hands, cameras: .known(cameras))
    let inCamera = zip(fits.hands[0].track.joints, cameras).map { joints, camera in
      joints.map { SIMD3<Float>(camera.worldToCamera * SIMD3<Double>($0)) }
    }
    for frame in 0..<20 {
      let distance = (0..<21).map { length(inCamera[frame][$0] - video.track.joints[frame][$0]) }
      #expect(distance.reduce(0, +) / 21 < 0.02)
    }
  }

  @Test func wrongInputIsAnError() throws {
    func message(_ hands: [[TrackedHand]], _ cameras: HandCameras = Self.still) -> String {
      do {
        _ = try fit(hands, cameras: cameras, iterations: 1)
        return "no error"
      } catch { return "\(error)" }
    }
    #expect(message([[], []]) == "no hand was found in 2 frames")
    let video = try MadeUpVideo(.right, frames: 3)
    #expect(message(video.hands, .known([])) == "3 frames have 0 cameras")
    var short = video.hands
    short[1][0].worldLandmarks.removeLast()
    #expect(message(short).contains("21 landmarks"))
    var mirrored = video.hands
    for frame in mirrored.indices { mirrored[frame][0].side = .left }
    #expect(
      message(mirrored)
        == "the landmarks of the left hand have the shape of a right hand: was the video mirrored?")
    // Numbers that are not finite count as no hand.
    var broken = video.hands
    for frame in broken.indices { broken[frame][0].landmarks[3].x = .nan }
    #expect(message(broken) == "no hand was found in 3 frames")
  }
}
