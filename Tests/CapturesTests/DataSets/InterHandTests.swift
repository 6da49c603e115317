import Captures
import Files
import Foundation
import Hands
import Splatting
import TestSupport
import Testing

/// A capture that a script writes by the published formulas, with red dots on the right hand's joints and green ones
/// on the left's.
@Suite(.enabled(if: Python.isAvailable, "there is no .venv: run `make setup`"))
struct InterHandTests {
  private let temporary: TemporaryFolder
  private var root: URL { temporary.url.appending(path: "data") }
  private var mano: URL { temporary.url.appending(path: "mano") }
  private static let sequence = "test/Capture0/ROM01_No_Interaction_2_Hand"

  init() throws {
    temporary = try TemporaryFolder()
    try Python.run("make_interhand.py", [root.path, mano.path])
  }

  private func read(_ selection: DataSetSelection, hands: DataSetHands? = nil) async throws -> DataSetImport {
    try await InterHand(root: root, hands: hands ?? .mano(mano))
      .read(selection, into: temporary.url.appending(path: "capture"))
  }

  /// Expects one line about what is wrong.
  private func expectError(_ selection: DataSetSelection) async {
    await #expect(throws: FileError.self) { _ = try await read(selection) }
  }

  @Test func jointsAreSeenWhereTheyWereDrawn() async throws {
    let selection = DataSetSelection(
      sequence: Self.sequence, camera: "400262", novelCameras: ["400263", "400301", "410001"])
    let result = try await read(selection)
    let capture = result.capture
    #expect(capture.frames.map(\.name) == ["cam400262-21511", "cam400262-21514", "cam400262-21520"])
    #expect(capture.novelFrames.count == 9)
    try #require(capture.hands.map(\.side) == [.right, .left])
    #expect(capture.hands[0].isSeen == [true, true, true] && capture.hands[1].isSeen == [true, false, true])
    for first in stride(from: 0, to: 12, by: 3) {
      let frames = Array((capture.frames + capture.novelFrames)[first..<first + 3])
      #expect(frames.map(\.time) == [0, 3.0 / 9, 1])
      #expect(try Dots.largestOffset(capture.hands[0], in: frames, channel: 0) < 0.1)
      #expect(try Dots.largestOffset(capture.hands[1], in: frames, channel: 1) < 0.1)
    }
    #expect(capture.hands.allSatisfy { $0.parameters == nil })
    #expect(result.truth?.hands == capture.hands)
    #expect(result.warnings == ["the left hand is not annotated in 1 of 3 frames"])
    var hand = capture.hands[0]
    for frame in hand.joints.indices { hand.joints[frame] = hand.joints[frame].map { $0 + [0.001, 0, 0] } }
    #expect(try Dots.largestOffset(hand, in: capture.frames, channel: 0) > 0.5, "a millimetre is seen")
  }

  @Test func aSingleFrameHasParameters() async throws {
    let capture = try await read(DataSetSelection(sequence: Self.sequence, frames: 2..<3)).capture
    let right = try #require(capture.hands.first)
    let parameters = try #require(right.parameters)
    let again = try HandModels(manoFolder: mano)[.right].track(
      axisAngle: parameters.pose, shape: parameters.shape, translation: parameters.translation,
      flatHandMean: true)
    #expect(length(again.joints[0][20] - right.joints[0][20]) < 1e-6)
  }

  @Test func presetsAreTheSplitsAndTheOneShotPaper() throws {
    let importer = try InterHand(root: root, hands: .omitted)
    let all = ["ROM01_No_Interaction_2_Hand", "ROM09_Interaction_Fingers_Touching"].map {
      "test/Capture0/\($0)"
    }
    #expect(try importer.sequences() == all)
    #expect(try importer.selections(ofPreset: "test").map(\.sequence) == all)
    #expect(throws: FileError.self) { try importer.selections(ofPreset: "train") }
    // 410001 records no colour, and of the others the first four are meant.
    for camera in ["400400", "400500"] {
      try root.write(Data(), to: "images/\(all[0])/cam\(camera)/image1.jpg")
    }
    let oneShot = try importer.selections(ofPreset: "one-shot")
    #expect(oneShot.map(\.sequence) == all)
    #expect(oneShot[0].camera == "400262" && oneShot[0].novelCameras == ["400263", "400301", "400400"])
    #expect(oneShot[1].novelCameras == ["400263", "400301"])
  }

  @Test func theSequenceBecomesACaptureFolder() async throws {
    let folder = temporary.url.appending(path: "capture")
    let importer = try InterHand(root: root, hands: .mano(mano))
    _ = try await importer.write(
      DataSetSelection(sequence: Self.sequence, novelCameras: ["400263"]), to: folder)
    let capture = try CaptureReader().read(folder)
    #expect(capture.frames.count == 3 && capture.novelFrames.count == 3)
    #expect(try Dots.largestOffset(capture.hands[1], in: capture.frames, channel: 1) < 0.1)
  }

  @Test func handsNeedTheLicensedFiles() async throws {
    let selection = DataSetSelection(sequence: Self.sequence)
    try FileManager.default.removeItem(at: mano.appending(path: "MANO_LEFT.pkl"))
    let error = await #expect(throws: FileError.self) { try await read(selection) }
    #expect(error?.description.contains("MANO_LEFT.pkl") == true)
    #expect(error?.description.contains("mano.is.tue.mpg.de") == true)
    #expect(try await read(selection, hands: .omitted).capture.hands.isEmpty)
  }

  @Test func handsOfAnotherModelAreNoticed() async throws {
    let url = root.appending(path: "annotations/test/InterHand2.6M_test_joint_3d.json")
    let text = try String(contentsOf: url, encoding: .utf8)
    var object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    var capture = try #require(object["0"] as? [String: [String: Any]])
    for (frame, var joints) in capture {
      let places = try #require(joints["world_coord"] as? [[Double]])
      joints["world_coord"] = places.map { [$0[0], -$0[1], $0[2]] }
      // Those of the left hand are not known.
      joints["joint_valid"] = (0..<42).map { $0 < 21 ? 1 : 0 }
      capture[frame] = joints
    }
    object["0"] = capture
    try JSONSerialization.data(withJSONObject: object).write(to: url)
    let warnings = try await read(DataSetSelection(sequence: Self.sequence)).warnings
    #expect(warnings.filter { $0.contains("mm (median)") }.count == 1)
  }

  @Test func whatIsWrongIsSaidOnOneLine() async throws {
    #expect(throws: FileError.self) { try InterHand(root: temporary.url, hands: .omitted) }
    for selection in [
      DataSetSelection(sequence: "test/Capture0/Nothing"), DataSetSelection(sequence: "ROM01"),
      DataSetSelection(sequence: Self.sequence, camera: "1"),
      DataSetSelection(sequence: Self.sequence, frames: 7..<9),
    ] {
      await expectError(selection)
    }
    let folder = root.appending(path: "annotations/test")
    for (kind, old, new) in [
      ("camera", "\"400262\": [[", "\"400262\": [[3.5], ["), ("camera", "\"0\"", "\"5\""),
      ("MANO_NeuralAnnot", "\"shape\": [", "\"shape\": [0, "), ("MANO_NeuralAnnot", "]", "}"),
    ] {
      let url = folder.appending(path: "InterHand2.6M_test_\(kind).json")
      let whole = try String(contentsOf: url, encoding: .utf8)
      try Data(whole.replacing(old, with: new).utf8).write(to: url)
      await expectError(DataSetSelection(sequence: Self.sequence))
      try Data(whole.utf8).write(to: url)
    }
    try FileManager.default.removeItem(at: folder)
    await expectError(DataSetSelection(sequence: Self.sequence))
  }
}
