import Captures
import Files
import Foundation
import Hands
import Splatting
import TestSupport
import Testing

/// Sequences that a script writes by the conventions of the data set's player, with red dots on the right hand's
/// joints, green ones on the left's, and blue ones on the object's corners.
@Suite(.enabled(if: Python.isAvailable, "there is no .venv: run `make setup`"))
struct H2OTests {
  private let temporary: TemporaryFolder
  private var root: URL { temporary.url.appending(path: "data") }
  private var mano: URL { temporary.url.appending(path: "mano") }
  private static let sequence = "subject4/h1/0"

  init() throws {
    temporary = try TemporaryFolder()
    try Python.run("make_h2o.py", [root.path, mano.path])
  }

  private func read(_ selection: DataSetSelection) async throws -> DataSetImport {
    try await H2O(root: root, hands: .mano(mano))
      .read(selection, into: temporary.url.appending(path: "capture"))
  }

  @Test func handsAndObjectAreSeenWhereTheyWereDrawn() async throws {
    for camera in [nil, "2", "cam4"] { try await check(camera: camera) }
  }

  private func check(camera: String?) async throws {
    let result = try await read(
      DataSetSelection(sequence: Self.sequence, camera: camera, novelCameras: ["2"]))
    let capture = result.capture
    try #require(capture.hands.map(\.side) == [.right, .left])
    #expect(capture.hands[0].joints.map { $0[0].x.isFinite } == [false, true, true])
    let object = try #require(result.truth?.object)
    for frames in [capture.frames, capture.novelFrames] {
      #expect(try Dots.largestOffset(capture.hands[0], in: frames, channel: 0) < 0.1)
      #expect(try Dots.largestOffset(capture.hands[1], in: frames, channel: 1) < 0.1)
      for (pose, frame) in zip(object.poses, frames) {
        let corners = object.vertices.map { pose * SIMD3<Double>($0) }
        #expect(try Dots.largestOffset(corners, in: frame, channel: 2) < 0.1)
      }
    }
    #expect(try capture.frames.map { try $0.loadDepth()?[600, 300] } == [0.7, 0.701, 0.702])
    #expect(capture.frames.map(\.split) == [nil, .test, .validation])
    #expect(capture.frames.map(\.time) == [0, 0.5, 1])
    #expect(result.warnings == ["the right hand is not annotated in 1 of 3 frames"])
  }

  @Test func presetsBecomeCaptureFolders() async throws {
    let importer = try H2O(root: root, hands: .omitted)
    func chosen(_ preset: String) throws -> [String] {
      try importer.selections(ofPreset: preset).map(\.sequence)
    }
    #expect(try chosen("train") == ["subject1_ego/h1/2"] + ["h1", "h2", "k1"].map { "subject3/\($0)/0" })
    #expect(try chosen("val") == ["k2", "o1", "o2"].map { "subject3/\($0)/0" })
    #expect(try chosen("test") == ["subject4/h1/0", "subject4/o1/1"])
    #expect(try chosen("hand-4dgs") == ["subject4/h1/0"])
    #expect(try chosen("hand-4dgs-train").count == 8)

    let folder = temporary.url.appending(path: "capture")
    var selection = try importer.selections(ofPreset: "hand-4dgs")[0]
    (selection.novelCameras, selection.frames) = (["2"], 1..<3)
    _ = try await H2O(root: root, hands: .mano(mano)).write(selection, to: folder)
    let capture = try CaptureReader().read(folder)
    #expect(CaptureValidator(capture, source: folder).validate().isEmpty)
    #expect(try Dots.largestOffset(capture.hands[1], in: capture.frames, channel: 1) < 0.1)
  }

  /// Archives of the head's camera are unpacked so; the lists know the subject alone.
  @Test func officialListsCountForEverySubjectFolder() async throws {
    try FileManager.default.moveItem(
      at: root.appending(path: "subject4"), to: root.appending(path: "subject4_ego"))
    let selections = try H2O(root: root, hands: .omitted).selections(ofPreset: "hand-4dgs")
    #expect(selections.map(\.sequence) == ["subject4_ego/h1/0"])
    #expect(try await read(selections[0]).capture.frames.map(\.split) == [nil, .test, .validation])
  }

  /// Labels whose joints lie elsewhere than their parameters, as those before version 1.1, are told of.
  @Test func oldLabelsAreToldOf() async throws {
    for number in 0..<3 {
      let url = root.appending(path: "\(Self.sequence)/cam4/hand_pose_MANO/00000\(number).txt")
      var words = try String(contentsOf: url, encoding: .utf8).split(separator: " ").map(String.init)
      words[1] = "\(try #require(Double(words[1])) + 0.05)"
      try Data(words.joined(separator: " ").utf8).write(to: url)
    }
    let warnings = try await read(DataSetSelection(sequence: Self.sequence)).warnings
    #expect(warnings.contains { $0.contains("50 mm (median)") && $0.contains("version 1.1") })
  }

  @Test func whatIsWrongIsSaidOnOneLine() async throws {
    #expect(throws: FileError.self) { try H2O(root: temporary.url.appending(path: "mano"), hands: .omitted) }
    let selection = DataSetSelection(sequence: Self.sequence)
    for wrong in [
      DataSetSelection(sequence: "subject4/h1/7"), DataSetSelection(sequence: Self.sequence, camera: "cam1"),
      DataSetSelection(sequence: Self.sequence, frames: 9..<12),
    ] {
      await #expect(throws: FileError.self) { try await read(wrong) }
    }
    for (path, content) in [
      ("cam_intrinsics.txt", "600 600 640 360 1280.5 720"), ("cam_intrinsics.txt", "600 600"),
      ("cam_pose/000001.txt", "1 0 0 0 0 1 0 0 0 0 1 0 0 0 x 1"), ("hand_pose_MANO/000001.txt", "1 2 3"),
      ("hand_pose/000001.txt", "nan"), ("obj_pose_RT/000001.txt", "5 1 0 0 0"),
    ] {
      let url = root.appending(path: "\(Self.sequence)/cam4/\(path)")
      let whole = try Data(contentsOf: url)
      try Data(content.utf8).write(to: url)
      let error = await #expect(throws: FileError.self, "\(path)") { try await read(selection) }
      #expect(error?.path.hasSuffix(path) == true)
      try whole.write(to: url)
    }
  }
}
