import Captures
import Files
import Foundation
import Hands
import Splatting
import TestSupport
import Testing

/// Results of HaMeR's and WiLoR's networks, for a capture with dots where they see the joints.
@Suite(
  "Tracked hands: results of networks",
  .enabled(if: Python.isAvailable, "there is no .venv: run `make setup`"))
struct NetworkHandsTests {
  private let tracked: TrackedCapture

  init() throws { tracked = try TrackedCapture() }

  @Test("Results of the networks, left hands mirrored or not")
  func readsNetworks() throws {
    try tracked.make("networks")
    for (format, name) in [
      (TrackedHandsFormat.hamer, "out/hamer"), (.wilor, "out/wilor.pkl"), (.wilor, "out/wilor_frames.pkl"),
    ] {
      let result = try tracked.write(format, name)
      #expect(result.warnings.isEmpty)
      try tracked.check(dots: 0.1, vertices: 1e-4)
      let parameters = try #require(result.tracks[1].parameters)
      let again = try HandModels(manoFolder: tracked.mano)[.left].track(
        axisAngle: parameters.pose, shape: parameters.shape, translation: parameters.translation,
        flatHandMean: true)
      #expect(length(again.vertices[2][300] - result.tracks[1].vertices[2][300]) < 1e-4)
    }
    for (key, problem) in [("right", "is_right"), ("pred_cam_t_full", "translation")] {
      let url = tracked.output.appending(path: "hamer/00001.npz")
      var archive = try NumPyArchive(contentsOf: url)
      let removed = archive[key]
      archive[key] = nil
      try archive.write(to: url)
      let error = #expect(throws: FileError.self) { try tracked.write(.hamer, "out/hamer") }
      #expect(error?.description.contains(problem) == true)
      archive[key] = removed
      try archive.write(to: url)
    }
  }

  /// What the network gives of the crop around a hand does not tell where the hand is in the image.
  @Test("The crop's camera is not taken for the image's")
  func leavesTheCropsCamera() throws {
    try tracked.make("networks")
    let url = tracked.output.appending(path: "hamer/00001.npz")
    var archive = try NumPyArchive(contentsOf: url)
    archive["focal_length"] = NumPyArray([Float](repeating: 5000, count: 4), shape: [2, 2])
    try archive.write(to: url)
    try tracked.write(.hamer, "out/hamer")
    try tracked.check(dots: 0.1, vertices: 1e-4)
    archive["pred_cam_t"] = archive["pred_cam_t_full"]
    archive["pred_cam_t_full"] = nil
    try archive.write(to: url)
    let error = #expect(throws: FileError.self) { try tracked.write(.hamer, "out/hamer") }
    #expect(error?.description.contains("cam_crop_to_full") == true)
  }

  @Test("Images of other names are found by their number, not by that of the hand")
  func findsImagesByNumber() throws {
    try tracked.make("networks")
    let folder = tracked.file("others")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for frame in 0..<3 {
      try FileManager.default.copyItem(
        at: tracked.output.appending(path: "hamer/0000\(frame).npz"),
        to: folder.appending(path: "shot00\(frame)_1.npz"))
    }
    #expect(try tracked.write(.hamer, "others").warnings.isEmpty)
    try tracked.check(dots: 0.1, vertices: 1e-4)
  }

  @Test("Numbers that cannot be are told in one line")
  func refusesImpossibleNumbers() throws {
    try tracked.make("networks")
    // A dictionary by image whose only key is infinite.
    try Data("(dFinf\nI1\ns.".utf8).write(to: tracked.file("infinite.pkl"))
    #expect(throws: FileError.self) { try tracked.write(.hamer, "infinite.pkl") }
    let url = tracked.output.appending(path: "hamer/00001.npz")
    let whole = try NumPyArchive(contentsOf: url)
    for (key, value, problem) in [
      ("betas", Float.nan, "betas: has a number that is not finite"),
      ("scaled_focal_length", 0, "focal length"),
    ] {
      var archive = whole
      let shape = whole[key]?.shape ?? [1]
      archive[key] = NumPyArray([Float](repeating: value, count: shape.reduce(1, *)), shape: shape)
      try archive.write(to: url)
      let error = #expect(throws: FileError.self) { try tracked.write(.hamer, "out/hamer") }
      #expect(error?.description.contains(problem) == true, "\(String(describing: error))")
    }
  }

  /// With the true focal length the hand is nearer, as large in the image, at the same place, and seen from the same
  /// side.
  @Test("The focal length that the trackers assume is corrected")
  func correctsFocalLength() throws {
    try tracked.make("networks", focal: 700)
    let result = try tracked.write(.hamer, "out/hamer")
    let read = try CaptureReader().read(tracked.capture)
    let truth = try NumPyArchive(contentsOf: tracked.file("truth.npz"))
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
          let local = camera.worldToCamera * SIMD3<Double>(point)
          let pixel = SIMD2(local.x, local.y) / local.z * TrackedCapture.assumed + [320, 240]
          let offset = Dots.project(SIMD3<Double>(vertices.1[vertex]), camera) - pixel
          return (offset * offset).sum().squareRoot()
        }
        // What is left is the perspective of a hand that is as near.
        #expect(try #require(offsets.max()) < 25)
      }
      let stated = try truth.array("\(hand.side.rawValue)_joints", shape: [3, 21, 3]).vectors()
      for (frame, joints) in zip(read.frames, hand.joints).enumerated() {
        let seen = Array(stated[(21 * frame)..<(21 * frame + 21)])
        let (mine, its) = (ray(joints.1, joints.0.camera), ray(seen, joints.0.camera))
        #expect(abs(mine.length - its.length) < 1e-4 && abs(mine.cosine - its.cosine) < 1e-3)
      }
    }
  }

  /// The length from the wrist to the middle knuckle, and the cosine of its angle to the ray to the wrist.
  private func ray(_ joints: [SIMD3<Float>], _ camera: Camera) -> (length: Double, cosine: Double) {
    let wrist = camera.worldToCamera * SIMD3<Double>(joints[0])
    let palm = camera.worldToCamera * SIMD3<Double>(joints[4]) - wrist
    return (length(palm), dot(palm, wrist) / length(palm) / length(wrist))
  }

  @Test(
    "A focal length that is stated is the tracker's: with twice as long a one the hand is at half the distance"
  )
  func takesTheStatedFocalLength() throws {
    try tracked.make("networks")
    func depths() throws -> [Double] {
      let frame = try CaptureReader().read(tracked.capture).frames[1]
      return try tracked.write(.hamer, "out/hamer").tracks.map {
        (frame.camera.worldToCamera * SIMD3<Double>($0.joints[1][0])).z
      }
    }
    let before = try depths()
    let url = tracked.output.appending(path: "hamer/00001.npz")
    var archive = try NumPyArchive(contentsOf: url)
    archive["scaled_focal_length"] = NumPyArray([Float(2 * TrackedCapture.assumed)], shape: [1])
    try archive.write(to: url)
    #expect(try zip(before, depths()).allSatisfy { abs($1 / $0 - 0.5) < 1e-4 })
  }

  @Test("Of several hands of a side the nearest is taken")
  func takesTheNearest() throws {
    try tracked.make("networks")
    let before = try tracked.write(.hamer, "out/hamer").tracks[0]
    let url = tracked.output.appending(path: "hamer/00001.npz")
    var archive = try NumPyArchive(contentsOf: url)
    var places = try archive.array("pred_cam_t_full", shape: [2, 3]).floats()
    places[5] -= 1
    archive["right"] = NumPyArray([Float](repeating: 1, count: 2), shape: [2])
    archive["pred_cam_t_full"] = NumPyArray(places, shape: [2, 3])
    try archive.write(to: url)
    let result = try tracked.write(.hamer, "out/hamer")
    #expect(result.warnings == ["1 frames have several right hands: the nearest is taken"])
    let frame = try CaptureReader().read(tracked.capture).frames[1]
    let depths = [before, result.tracks[0]].map {
      (frame.camera.worldToCamera * SIMD3<Double>($0.joints[1][0])).z
    }
    #expect(depths[1] < depths[0] - 0.5)
  }
}
