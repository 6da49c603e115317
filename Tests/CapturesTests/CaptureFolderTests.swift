import Captures
import Files
import Foundation
import Images
import Splatting
import Testing

@Suite struct CaptureFolderTests {
  @Test func roundTripKeepsEverything() throws {
    try withTemporaryFolder { folder in
      let capture = try MadeUpCapture(folder: folder).capture()
      try CaptureFolder().write(capture, to: folder)
      let back = try CaptureFolder().read(folder)

      #expect(back.name == capture.name)
      #expect(back.keyFrame == 1)
      #expect(back.frames.map(\.name) == ["0000", "0001", "0002"])
      #expect(back.frames.map(\.time) == [0, 0.5, 1])
      for (a, b) in zip(capture.frames, back.frames) {
        #expect(difference(a.camera, b.camera) < 1e-12)
        #expect(a.imageURL.path == b.imageURL.path)
        #expect(a.maskURL?.path == b.maskURL?.path)
        #expect(a.depthURL?.path == b.depthURL?.path)
        #expect(b.lens == nil)
      }
      #expect(back.points == capture.points)
      let (hand, original) = (try #require(back.hands.first), capture.hands[0])
      #expect(back.hands.count == 1)
      #expect(hand.isSeen == [true, false, true])
      #expect(hand.vertices[2] == original.vertices[2])
      #expect(hand.vertices[1].allSatisfy { $0.x.isNaN })
      #expect(hand.joints[0] == original.joints[0])
      #expect(hand.jointRotations == original.jointRotations)
      #expect(hand.faces == original.faces)
      #expect(hand.parameters == original.parameters)
    }
  }

  /// The matrix in the file is OpenGL's camera-to-world: its columns are right, up, backward and the centre.
  @Test func writesOpenGLCameraToWorld() throws {
    try withTemporaryFolder { folder in
      let capture = try MadeUpCapture(folder: folder).capture()
      try CaptureFolder().write(capture, to: folder)
      let data = try Data(contentsOf: folder.appending(path: "transforms.json"))
      let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let frames = try #require(json["frames"] as? [[String: Any]])
      let rows = try #require(frames[0]["transform_matrix"] as? [[Double]])
      let camera = capture.frames[0].camera
      for axis in 0..<3 {
        #expect(abs(rows[axis][2] + camera.forward[axis]) < 1e-12)
        #expect(abs(rows[axis][3] - camera.position[axis]) < 1e-12)
      }
      #expect(rows[2][1] > 0.5)  // up in the image is up in the world
      #expect(json["fl_x"] as? Double == 7)
      #expect(json["w"] as? Double == 8)
    }
  }

  @Test func copiesFilesFromElsewhereAndKeepsLensesSplitsAndNovelViews() throws {
    try withTemporaryFolder { source in
      try withTemporaryFolder { target in
        var capture = try MadeUpCapture(folder: source).capture()
        capture.novelFrames = [capture.frames[2]]
        for index in capture.frames.indices {
          capture.frames[index].split = index == 1 ? .test : .train
          capture.frames[index].background = [1, 0.5, 0]
          capture.frames[index].camera.focalLength.x += Double(index)
        }
        capture.frames[0].lens = Lens(radial: [0.1, -0.02, 0.003, 0], tangential: [0.001, 0.002])
        capture.frames[1].lens = Lens(model: .fisheye, radial: [0.1, 0.2, 0.3, 0.4])
        capture.frames[2].lens = Lens(
          radial: [0.1, 0.2, 0.3, 0], denominator: [0.4, 0.5, 0.6], tangential: [0.001, 0.002])
        capture.frames[2].validityURL = capture.frames[2].maskURL
        try CaptureFolder().write(capture, to: target)
        let back = try CaptureFolder().read(target)

        #expect(back.frames.map(\.split) == [.train, .test, .train])
        #expect(back.frames.map(\.lens) == capture.frames.map(\.lens))
        #expect(back.frames.map(\.camera.focalLength.x) == [7, 8, 9])
        #expect(back.frames.allSatisfy { $0.background == [1, 0.5, 0] })
        #expect(back.frames.allSatisfy { $0.imageURL.path.hasPrefix(target.path) })
        #expect(back.frames[2].validityURL?.lastPathComponent == "0002.png")
        #expect(back.novelFrames.count == 1)
        #expect(back.novelFrames[0].imageURL.path.hasSuffix("novel/0002.png"))
        #expect(
          try Data(contentsOf: back.novelFrames[0].imageURL) == Data(contentsOf: capture.frames[2].imageURL))
      }
    }
  }

  @Test func downscalingIsNotWritten() throws {
    try withTemporaryFolder { folder in
      let capture = try MadeUpCapture(folder: folder).capture()
      try CaptureFolder().write(capture.downscaled(by: 2), to: folder)
      let back = try CaptureFolder().read(folder)
      #expect(difference(back.frames[1].camera, capture.frames[1].camera) < 1e-12)
    }
  }

  @Test func twoHandsWithTrianglesOfTheirOwn() throws {
    try withTemporaryFolder { folder in
      var capture = try MadeUpCapture(folder: folder).capture()
      capture.hands.append(MadeUpCapture.hand(.left, frames: 3, faces: [[0, 2, 1], [0, 3, 2]]))
      try CaptureFolder().write(capture, to: folder)
      let hands = try CaptureFolder().read(folder).hands
      #expect(hands.map(\.side) == [.right, .left])
      #expect(hands.map(\.faces) == capture.hands.map(\.faces))
    }
  }

  @Test(SharedData.needed("captures/mug_lift")) func readsMugLift() throws {
    let folder = SharedData.folder("captures/mug_lift")
    let capture = try CaptureReader().read(folder)
    #expect(capture.frames.count == 60)
    #expect(capture.novelFrames.count == 30)
    #expect(capture.keyFrame == 16)
    #expect(capture.points.positions.count == 6000)
    #expect(capture.hands.count == 1)
    #expect(capture.hands[0].vertices.count == 60)
    #expect(capture.hands[0].vertices[0].count == 1596)
    #expect(capture.frames.last?.time == 1)

    // The hand of a frame must fall on the pixels that the frame's mask calls a hand.
    let frame = capture.frames[30]
    let mask = try #require(try frame.loadMask())
    let pixels = capture.hands[0].vertices[30].map { vertex in
      let p = frame.camera.worldToCamera * SIMD3<Double>(vertex)
      let place = SIMD2(p.x, p.y) / p.z * frame.camera.focalLength + frame.camera.principalPoint
      return SIMD2<Int>(Int(place.x), Int(place.y))
    }
    let visible = pixels.filter { (0..<400).contains($0.x) && (0..<300).contains($0.y) }
    let hits = visible.filter { mask[$0.x, $0.y] == 1 }.count
    #expect(visible.count > 500)
    #expect(Double(hits) / Double(visible.count) > 0.6)

    // Depth and scene points must agree on how far the scene is.
    let depth = try #require(try capture.frames[0].loadDepth())
    let known = depth.values.filter { $0 > 0 }
    #expect(known.min() ?? 0 > 0.2 && known.max() ?? 9 < 1.5)
  }

  @Test(SharedData.needed("captures/mug_lift")) func findsNothingWrongWithMugLift() throws {
    let folder = SharedData.folder("captures/mug_lift")
    let findings = CaptureValidator(try CaptureReader().parse(folder), source: folder).validate()
    #expect(findings.filter { $0.severity == .error }.isEmpty, "\(findings)")
  }
}
