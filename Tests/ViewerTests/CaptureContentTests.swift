import Captures
import Foundation
import Hands
import Images
import TestSupport
import Testing
import Viewer

/// What a capture adds to a scene: pictures and hands.
@Suite struct CaptureContentTests {
  /// The sample with a capture of its first two views; the second one's picture is missing, and so is its hand.
  private func viewed(in folder: TemporaryFolder) throws -> ViewedScene {
    let sample = SampleScene.viewed
    let frames = sample.scene.views.prefix(2).enumerated().map { index, view in
      Frame(
        name: view.name, imageURL: folder.file("\(index).png"), camera: view.camera, time: view.time)
    }
    let size = SampleScene.size
    try ImageFile.write(
      Image(width: size.width, height: size.height, channels: 3, repeating: 0.5), to: frames[0].imageURL)
    let seen = (0..<21).map { SIMD3(Float($0), 0, 1) }
    let lost = [SIMD3<Float>](repeating: SIMD3(repeating: .nan), count: 21)
    let hand = HandTrack(
      side: .left, vertices: [[], []], joints: [seen, lost], jointRotations: [[], []], faces: [])
    return ViewedScene(
      name: "sample", scene: sample.scene, capture: Capture(name: "sample", frames: frames, hands: [hand]))
  }

  @Test func handsAndPicturesAreAnnounced() async throws {
    let folder = try TemporaryFolder()
    try await serving(viewed(in: folder)) { address in
      let answer = try await RawRequest.get("/scene.json", at: address)
      let object = try #require(JSONSerialization.jsonObject(with: answer.body) as? [String: Any])
      let hand = try #require((object["hands"] as? [[String: Any]])?.first)
      #expect(hand["side"] as? String == "left" && hand["times"] as? [Double] == [0, 0.25])
      let joints = try #require(hand["joints"] as? [Any])
      #expect((joints[0] as? [[Double]])?[20] == [20, 0, 1] && joints[1] is NSNull)
      let views = try #require(object["views"] as? [[String: Any]])
      #expect(views.map { $0["hasImage"] as? Bool } == [true, true, false, false, false])
    }
  }

  @Test func picturesAreServed() async throws {
    let folder = try TemporaryFolder()
    try await serving(viewed(in: folder)) { address in
      let picture = try await RawRequest.get("/views/0.jpg", at: address)
      #expect(picture.status == 200 && picture.body.starts(with: [0xFF, 0xD8]))
      let missing = try await RawRequest.get("/views/1.jpg", at: address)
      #expect(missing.status == 500 && String(decoding: missing.body, as: UTF8.self).contains("1.png"))
      #expect(try await RawRequest.get("/views/2.jpg", at: address).status == 404)
    }
  }
}
