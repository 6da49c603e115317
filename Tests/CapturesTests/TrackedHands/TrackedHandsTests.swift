import Captures
import Files
import Foundation
import Hands
import Splatting
import TestSupport
import Testing

/// What a script writes as HaMeR, WiLoR and HaWoR do, for a capture with dots where they see the joints.
@Suite("Tracked hands", .enabled(if: Python.isAvailable, "there is no .venv: run `make setup`"))
struct TrackedHandsTests {
  private let temporary: TemporaryFolder
  private var capture: URL { temporary.file("capture") }
  private var output: URL { temporary.file("out") }
  private var mano: URL { temporary.file("mano") }
  /// The focal length that HaMeR assumes for the images.
  private static let assumed = 5000.0 / 256 * 640

  init() throws { temporary = try TemporaryFolder() }

  private func make(_ kind: String, focal: Double? = nil) throws {
    try Python.run("make_tracked_hands.py", [temporary.url.path, kind] + (focal.map { ["\($0)"] } ?? []))
  }

  private func write(_ format: TrackedHandsFormat, _ name: String = "out") throws
    -> TrackedHandsImporter.Result
  {
    try TrackedHandsImporter(format: format, models: TrackedHandModels(manoFolder: mano))
      .write(temporary.file(name), to: capture)
  }

  /// The largest distance of dots, and of vertices from where they are in truth.
  private func check(dots: Double, vertices: Float, missing: (frame: Int, side: HandTrack.Side)? = nil) throws
  {
    let read = try CaptureReader().read(capture)
    #expect(read.hands.map(\.side) == [.right, .left])
    let truth = try NumPyArchive(contentsOf: temporary.file("truth.npz"))
    for (channel, hand) in read.hands.enumerated() {
      #expect(try Dots.largestOffset(hand, in: read.frames, channel: channel) < dots)
      let expected = try truth.array(hand.side.rawValue, shape: [3, 778, 3]).floats()
      for frame in 0..<3 {
        if let missing, missing == (frame, hand.side) {
          #expect(hand.vertices[frame][0].x.isNaN && hand.joints[frame][20].x.isNaN)
          continue
        }
        let distances = (0..<778).map { vertex in
          let start = (frame * 778 + vertex) * 3
          return length(
            hand.vertices[frame][vertex] - SIMD3(expected[start], expected[start + 1], expected[start + 2]))
        }
        #expect(try #require(distances.max()) < vertices)
      }
    }
  }

  @Test("Meshes of the demos, whose vertices are in another order")
  func readsMeshes() throws {
    try make("meshes")
    let result = try write(.hamer)
    #expect(result.warnings.isEmpty)
    // Joints are regressed from the vertices: two pixels are two millimetres here.
    try check(dots: 3, vertices: 2e-4, missing: (1, .left))
    #expect(result.tracks.allSatisfy { $0.parameters == nil })
    // The wrist turns as the pose says, within what its blended vertices tell.
    let wrist = result.tracks[0].jointRotations[0][0]
    #expect(wrist.allSatisfy { abs($0) <= 1.001 })
    // Without MANO nobody knows which vertex is which.
    if let free = try? TrackedHandModels.free() {
      let error = #expect(throws: FileError.self) {
        try TrackedHandsImporter(format: .wilor, models: free).write(output, to: capture)
      }
      #expect(error?.description.contains("MANO_RIGHT.pkl") == true)
    }
    let mesh = output.appending(path: "00000_0.obj")
    let text = try String(contentsOf: mesh, encoding: .utf8)
    try Data(text.replacing("f ", with: "g ", maxReplacements: 40).utf8).write(to: mesh)
    let error = #expect(throws: FileError.self) { try write(.hamer) }
    #expect(error?.description.contains("is no mesh of MANO") == true)
  }

  @Test("Results of the networks, left hands mirrored or not")
  func readsNetworks() throws {
    try make("networks")
    for (format, name) in [
      (TrackedHandsFormat.hamer, "out/hamer"), (.wilor, "out/wilor.pkl"), (.wilor, "out/wilor_frames.pkl"),
    ] {
      let result = try write(format, name)
      #expect(result.warnings.isEmpty)
      try check(dots: 0.1, vertices: 1e-4)
      let parameters = try #require(result.tracks[1].parameters)
      let again = try HandModels(manoFolder: mano)[.left].track(
        axisAngle: parameters.pose, shape: parameters.shape, translation: parameters.translation,
        flatHandMean: true)
      #expect(length(again.vertices[2][300] - result.tracks[1].vertices[2][300]) < 1e-4)
    }
    for (key, problem) in [("right", "is_right"), ("pred_cam_t_full", "translation")] {
      let url = output.appending(path: "hamer/00001.npz")
      var archive = try NumPyArchive(contentsOf: url)
      let removed = archive[key]
      archive[key] = nil
      try archive.write(to: url)
      let error = #expect(throws: FileError.self) { try write(.hamer, "out/hamer") }
      #expect(error?.description.contains(problem) == true)
      archive[key] = removed
      try archive.write(to: url)
    }
  }

  /// With the true focal length the hand is nearer, as large in the image, at the same place, and seen from the same
  /// side.
  @Test("The focal length that the trackers assume is corrected")
  func correctsFocalLength() throws {
    try make("networks", focal: 700)
    let result = try write(.hamer, "out/hamer")
    let read = try CaptureReader().read(capture)
    let truth = try NumPyArchive(contentsOf: temporary.file("truth.npz"))
    let center = SIMD2<Double>(320, 240)
    for (channel, hand) in result.tracks.enumerated() {
      for (joints, frame) in zip(hand.joints, read.frames) {
        #expect(try Dots.largestOffset([SIMD3<Double>(joints[0])], in: frame, channel: channel) < 0.1)
        let depth = (frame.camera.worldToCamera * SIMD3<Double>(joints[0])).z
        #expect(abs(depth - 0.2 * 700 / 200) < 0.1)
      }
      let seen = try truth.array(hand.side.rawValue, shape: [3, 778, 3]).floats()
      for (frame, vertices) in zip(read.frames, hand.vertices).enumerated() {
        let offsets = (0..<778).map { vertex in
          let start = (frame * 778 + vertex) * 3
          let point = SIMD3(seen[start], seen[start + 1], seen[start + 2])
          let camera = vertices.0.camera
          // The truth is as the tracker's camera sees it, with its focal length.
          let pixel = (Dots.project(SIMD3<Double>(point), camera) - center) * Self.assumed / 700 + center
          let offset = Dots.project(SIMD3<Double>(vertices.1[vertex]), camera) - pixel
          return (offset * offset).sum().squareRoot()
        }
        // What is left is the perspective of a hand that is as near.
        #expect(try #require(offsets.max()) < 20)
      }
    }
  }

  @Test("HaWoR's world, through its camera's trajectory")
  func readsHaWoR() throws {
    try make("hawor", focal: 700)
    #expect(try write(.hawor).warnings.isEmpty)
    try check(dots: 0.1, vertices: 1e-4, missing: (1, .left))
    let slam = output.appending(path: "SLAM/hawor_slam_w_scale_0_3.npz")
    try FileManager.default.removeItem(at: slam)
    let error = #expect(throws: FileError.self) { try write(.hawor) }
    #expect(error?.description.contains("hawor_slam_w_scale") == true)
    let results = output.appending(path: "world_space_res.pth")
    let whole = try Data(contentsOf: results)
    for data in Damage.truncations(of: whole, limit: 20) {
      try data.write(to: results)
      #expect(throws: FileError.self) { try write(.hawor) }
    }
  }

  @Test("MANO's parameters in an archive; hands stay where they are not replaced")
  func readsParameters() throws {
    try make("mano")
    #expect(try write(.mano, "out/hands.npz").warnings.isEmpty)
    try check(dots: 0.1, vertices: 1e-4, missing: (1, .left))
    // The capture's own parameters give the same hands again.
    try FileManager.default.copyItem(at: capture.appending(path: "hands.npz"), to: temporary.file("own.npz"))
    _ = try write(.mano, "own.npz")
    try check(dots: 0.1, vertices: 1e-4, missing: (1, .left))
    var archive = try NumPyArchive(contentsOf: temporary.file("own.npz"))
    for name in archive.names where name.hasPrefix("right") { archive[name] = nil }
    try archive.write(to: temporary.file("left.npz"))
    #expect(try write(.mano, "left.npz").tracks.map(\.side) == [.left])
    try check(dots: 0.1, vertices: 1e-4, missing: (1, .left))
    archive["left_translation"] = NumPyArray([Float](repeating: 0, count: 6), shape: [2, 3])
    try archive.write(to: temporary.file("left.npz"))
    #expect(throws: FileError.self) { try write(.mano, "left.npz") }
    archive["space"] = NumPyArray(["moon"], shape: [])
    try archive.write(to: temporary.file("left.npz"))
    let error = #expect(throws: FileError.self) { try write(.mano, "left.npz") }
    #expect(error?.description.contains("moon") == true)
  }

  @Test("The free hand takes pose and wrist, and says so")
  func posesTheFreeHand() throws {
    try make("networks", focal: 700)
    guard let free = try? TrackedHandModels.free() else { return }
    let result = try TrackedHandsImporter(format: .hamer, models: free).write(
      output.appending(path: "hamer"), to: capture)
    #expect(
      result.warnings == [
        "posed with the free hand: pose and wrist are the tracker's, shape and size are not"
      ])
    let read = try CaptureReader().read(capture)
    for (index, hand) in read.hands.enumerated() {
      for (frame, joints) in hand.joints.enumerated() {
        let archive = try NumPyArchive(contentsOf: output.appending(path: "hamer/0000\(frame).npz"))
        let moved = try archive.array("pred_cam_t_full", shape: [2, 3]).floats().map { Double($0) }
        // The tracker means MANO's own wrist, which lies there at rest.
        let wrist = SIMD3(moved[index * 3], moved[index * 3 + 1], moved[index * 3 + 2])
        let point = wrist + [hand.side == .right ? 0.0957 : -0.0957, 0.0064, 0.0062]
        let pixel = SIMD2(point.x, point.y) / point.z * Self.assumed + [320, 240]
        let offset = Dots.project(SIMD3<Double>(joints[0]), read.frames[frame].camera) - pixel
        #expect((offset * offset).sum().squareRoot() < 0.1)
      }
    }
  }

  @Test("Results of other images, and places that hold none, are told in one line")
  func tellsWhatIsWrong() throws {
    try make("networks")
    #expect(throws: FileError.self) { try write(.hamer, "nothing") }
    #expect(throws: FileError.self) { try write(.hamer, "mano/MANO_RIGHT.pkl") }
    #expect(throws: FileError.self) { try write(.hawor, "out/hamer") }
    #expect(throws: FileError.self) { try write(.mano, "out/wilor.pkl") }
    let folder = temporary.file("others")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: output.appending(path: "hamer/00000.npz"), to: folder.appending(path: "cat.npz"))
    let error = #expect(throws: FileError.self) { try write(.hamer, "others") }
    #expect(error?.description.contains("frames are called 00000, 00001") == true)
    let importer = try TrackedHandsImporter(format: .hamer, models: TrackedHandModels(manoFolder: mano))
    #expect(throws: FileError.self) { try importer.write(output, to: mano) }
    let missing = #expect(throws: FileError.self) { try TrackedHandModels(manoFolder: output) }
    #expect(missing?.description.contains("mano.is.tue.mpg.de") == true)
  }
}
