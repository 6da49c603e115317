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
  private let tracked: TrackedCapture

  init() throws { tracked = try TrackedCapture() }

  @Test("Meshes of the demos, whose vertices are in another order")
  func readsMeshes() throws {
    try tracked.make("meshes")
    let result = try tracked.write(.hamer)
    #expect(result.warnings.isEmpty)
    // Joints are regressed from the vertices: two pixels are two millimetres here.
    try tracked.check(dots: 3, vertices: 2e-4, joints: 6e-3, missing: (1, .left))
    #expect(result.tracks.allSatisfy { $0.parameters == nil })
    // The wrist turns as the pose says, within what its blended vertices tell.
    let truth = try NumPyArchive(contentsOf: tracked.file("truth.npz"))
    for hand in result.tracks {
      let wrists = try truth.array("\(hand.side.rawValue)_wrist", shape: [3, 3, 3]).floats()
      for frame in [0, 2] {
        let difference = zip(hand.jointRotations[frame][0], wrists[(9 * frame)..<(9 * frame + 9)])
          .map { abs($0 - $1) }.max()
        #expect(try #require(difference) < 0.15)
      }
    }
    // Without MANO nobody knows which vertex is which.
    if let free = try? TrackedHandModels.free() {
      let error = #expect(throws: FileError.self) {
        try TrackedHandsImporter(format: .wilor, models: free).write(tracked.output, to: tracked.capture)
      }
      #expect(error?.description.contains("MANO_RIGHT.pkl") == true)
    }
    let mesh = tracked.output.appending(path: "00000_0.obj")
    let text = try String(contentsOf: mesh, encoding: .utf8)
    try Data(text.replacing("f ", with: "g ", maxReplacements: 40).utf8).write(to: mesh)
    let error = #expect(throws: FileError.self) { try tracked.write(.hamer) }
    #expect(error?.description.contains("is no mesh of MANO") == true)
  }

  @Test("HaWoR's world, through its camera's trajectory")
  func readsHaWoR() throws {
    try tracked.make("hawor", focal: 700)
    #expect(try tracked.write(.hawor).warnings.isEmpty)
    try tracked.check(dots: 0.1, vertices: 1e-4, missing: (1, .left))
    let slam = tracked.output.appending(path: "SLAM/hawor_slam_w_scale_0_3.npz")
    try FileManager.default.removeItem(at: slam)
    let error = #expect(throws: FileError.self) { try tracked.write(.hawor) }
    #expect(error?.description.contains("hawor_slam_w_scale") == true)
    let results = tracked.output.appending(path: "world_space_res.pth")
    let whole = try Data(contentsOf: results)
    for data in Damage.truncations(of: whole, limit: 20) {
      try data.write(to: results)
      #expect(throws: FileError.self) { try tracked.write(.hawor) }
    }
  }

  @Test("MANO's parameters in an archive; hands stay where they are not replaced")
  func readsParameters() throws {
    try tracked.make("mano")
    #expect(try tracked.write(.mano, "out/hands.npz").warnings.isEmpty)
    try tracked.check(dots: 0.1, vertices: 1e-4, missing: (1, .left))
    // The capture's own parameters give the same hands again.
    try FileManager.default.copyItem(
      at: tracked.capture.appending(path: "hands.npz"), to: tracked.file("own.npz"))
    try tracked.write(.mano, "own.npz")
    try tracked.check(dots: 0.1, vertices: 1e-4, missing: (1, .left))
    var archive = try NumPyArchive(contentsOf: tracked.file("own.npz"))
    for name in archive.names where name.hasPrefix("right") { archive[name] = nil }
    try archive.write(to: tracked.file("left.npz"))
    #expect(try tracked.write(.mano, "left.npz").tracks.map(\.side) == [.left])
    try tracked.check(dots: 0.1, vertices: 1e-4, missing: (1, .left))
    archive["left_translation"] = NumPyArray([Float](repeating: 0, count: 6), shape: [2, 3])
    try archive.write(to: tracked.file("left.npz"))
    #expect(throws: FileError.self) { try tracked.write(.mano, "left.npz") }
    archive["space"] = NumPyArray(["moon"], shape: [])
    try archive.write(to: tracked.file("left.npz"))
    let error = #expect(throws: FileError.self) { try tracked.write(.mano, "left.npz") }
    #expect(error?.description.contains("moon") == true)
  }

  @Test("The free hand takes pose and wrist, and says so")
  func posesTheFreeHand() throws {
    try tracked.make("networks", focal: 700)
    guard let free = try? TrackedHandModels.free() else { return }
    let result = try TrackedHandsImporter(format: .hamer, models: free).write(
      tracked.output.appending(path: "hamer"), to: tracked.capture)
    #expect(
      result.warnings == [
        "posed with the free hand: pose and wrist are the tracker's, shape and size are not"
      ])
    let read = try CaptureReader().read(tracked.capture)
    for (index, hand) in read.hands.enumerated() {
      for (frame, joints) in hand.joints.enumerated() {
        let archive = try NumPyArchive(contentsOf: tracked.output.appending(path: "hamer/0000\(frame).npz"))
        let moved = try archive.array("pred_cam_t_full", shape: [2, 3]).floats().map { Double($0) }
        // The tracker means MANO's own wrist, which lies there at rest.
        let wrist = SIMD3(moved[index * 3], moved[index * 3 + 1], moved[index * 3 + 2])
        let point = wrist + [hand.side == .right ? 0.0957 : -0.0957, 0.0064, 0.0062]
        let pixel = SIMD2(point.x, point.y) / point.z * TrackedCapture.assumed + [320, 240]
        let offset = Dots.project(SIMD3<Double>(joints[0]), read.frames[frame].camera) - pixel
        #expect((offset * offset).sum().squareRoot() < 0.1)
      }
    }
  }

  @Test("Results of other images, and places that hold none, are told in one line")
  func tellsWhatIsWrong() throws {
    try tracked.make("networks")
    #expect(throws: FileError.self) { try tracked.write(.hamer, "nothing") }
    #expect(throws: FileError.self) { try tracked.write(.hamer, "mano/MANO_RIGHT.pkl") }
    #expect(throws: FileError.self) { try tracked.write(.hawor, "out/hamer") }
    #expect(throws: FileError.self) { try tracked.write(.mano, "out/wilor.pkl") }
    let folder = tracked.file("others")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: tracked.output.appending(path: "hamer/00000.npz"), to: folder.appending(path: "cat.npz"))
    let error = #expect(throws: FileError.self) { try tracked.write(.hamer, "others") }
    #expect(error?.description.contains("frames are called 00000, 00001") == true)
    let importer = try TrackedHandsImporter(
      format: .hamer, models: TrackedHandModels(manoFolder: tracked.mano))
    #expect(throws: FileError.self) { try importer.write(tracked.output, to: tracked.mano) }
    let missing = #expect(throws: FileError.self) { try TrackedHandModels(manoFolder: tracked.output) }
    #expect(missing?.description.contains("mano.is.tue.mpg.de") == true)
  }
}
