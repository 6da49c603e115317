import Captures
import Files
import Foundation
import Hands
import Images
import Splatting
import TestSupport
import Testing

/// Sequences that a script writes by the conventions of the data set's own code, with red dots on the hand's joints
/// and blue ones on the object's corners.
@Suite(.enabled(if: Python.isAvailable, "there is no .venv: run `make setup`"))
struct HO3DTests {
  private let temporary: TemporaryFolder
  private var root: URL { temporary.url.appending(path: "data") }
  private var mano: URL { temporary.url.appending(path: "mano") }

  init() throws { temporary = try TemporaryFolder() }

  private func make(_ version: String) throws {
    try Python.run("make_ho3d.py", [root.path, mano.path, version])
  }

  private func read(_ selection: DataSetSelection, hands: DataSetHands? = nil) async throws -> DataSetImport {
    try await HO3D(root: root, hands: hands ?? .mano(mano))
      .read(selection, into: temporary.url.appending(path: "capture"))
  }

  @Test(arguments: ["v2", "v3"]) func handAndObjectAreSeenWhereTheyWereDrawn(version: String) async throws {
    try make(version)
    let result = try await read(DataSetSelection(sequence: "ABF14"))
    let hand = try #require(result.capture.hands.first)
    #expect(hand.side == .right && result.capture.hands.count == 1)
    #expect(result.capture.frames.map(\.time) == [0, 0.5, 1])
    #expect(hand.joints.map { $0[0].x.isFinite } == [false, true, true])
    #expect(try Dots.largestOffset(hand, in: result.capture.frames, channel: 0) < 0.1)
    #expect(result.truth?.object == nil)
    #expect(
      result.warnings == [
        "the right hand is not annotated in 1 of 3 frames",
        "the object has no pose in 1 of 3 frames: the truth has no object",
      ])
    let seen = try await read(DataSetSelection(sequence: "ABF14", frames: 1..<3))
    let object = try #require(seen.truth?.object)
    for (pose, frame) in zip(object.poses, seen.capture.frames) {
      let corners = object.vertices.map { pose * SIMD3<Double>($0) }
      #expect(try Dots.largestOffset(corners, in: frame, channel: 2) < 0.1)
    }
    #expect(seen.warnings.isEmpty)
    try checkDepth(result.capture.frames[1])
    try checkMask(result.capture.frames[0], isExact: version == "v3")
  }

  /// Red is the low byte of the depth, green the high one: all 16 bits are needed.
  private func checkDepth(_ frame: Frame) throws {
    let depth = try #require(try frame.loadDepth())
    for x in stride(from: 0, to: 640, by: 7) {
      let drawn = 0.3 + 0.9 * Double(x) / 639
      #expect(abs(Double(depth[x, 240]) - drawn) < 0.0006)
    }
    #expect(depth[100, 0] == 0)
  }

  /// Pictures of half the size, in version 2 JPEGs: blue the hand, green the object.
  private func checkMask(_ frame: Frame, isExact: Bool) throws {
    let labels = try #require(try frame.loadMask())
    #expect(labels[200, 320] == 1 && labels[300, 300] == 1 && labels[400, 240] == 3 && labels[20, 20] == 0)
    let difference = abs(labels.values.count { $0 == 1 } - 160 * 120)
    #expect(difference < (isExact ? 1 : 600))
    #expect(Set(labels.values) == [0, 1, 3])
  }

  @Test func otherCamerasSeeTheSame() async throws {
    try make("v3")
    let result = try await read(DataSetSelection(sequence: "ABF14", novelCameras: ["2"]))
    let (hand, novel) = (result.capture.hands[0], result.capture.novelFrames)
    #expect(novel.map(\.name) == ["ABF12-0000", "ABF12-0001", "ABF12-0002"])
    #expect(try Dots.largestOffset(hand, in: novel, channel: 0) < 0.1)
    #expect(novel[0].maskURL == nil)
    #expect(result.warnings.contains { $0.hasPrefix("ABF12: 3 of 3 frames have no mask") })
    let alone = try await read(DataSetSelection(sequence: "ABF1", camera: "2")).capture
    #expect(try Dots.largestOffset(alone.hands[0], in: alone.frames, channel: 0) < 0.1)
    // The parameters pose the hand in the world.
    let parameters = try #require(hand.parameters)
    let again = try HandModels(manoFolder: mano)[.right].track(
      axisAngle: parameters.pose, shape: parameters.shape, translation: parameters.translation,
      flatHandMean: true)
    for vertex in [0, 320, 744] {
      #expect(length(again.vertices[1][vertex] - hand.vertices[1][vertex]) < 1e-5)
    }
    try FileManager.default.removeItem(at: root.appending(path: "calibration"))
    let error = await #expect(throws: FileError.self) {
      try await read(DataSetSelection(sequence: "ABF14", novelCameras: ["2"]))
    }
    #expect(error?.description.contains("version 3") == true)
  }

  @Test func presetsAreTheSplitsAndCameraFour() async throws {
    try make("v3")
    let importer = try HO3D(root: root, hands: .omitted)
    #expect(try importer.sequences() == ["ABF12", "ABF14", "AP14", "MC4"])
    func chosen(_ preset: String) throws -> [String] {
      try importer.selections(ofPreset: preset).map(\.sequence)
    }
    #expect(try chosen("train") == ["ABF12", "ABF14", "MC4"])
    #expect(try chosen("evaluation") == ["AP14"])
    // MC4 is a recording of one camera, the fourth of its name.
    #expect(try chosen("interaction-aware") == ["ABF14", "AP14"])
    // Of the evaluation split only the wrist is published.
    let result = try await read(DataSetSelection(sequence: "AP14"))
    #expect(result.capture.hands.isEmpty && result.capture.frames.count == 1)
    #expect(result.warnings.contains("the right hand is not annotated in 1 of 1 frames"))
    #expect(result.warnings.contains { $0.contains("019_pitcher_base/textured_simple.obj is not there") })
  }

  @Test func aSequenceBecomesACaptureFolder() async throws {
    try make("v3")
    let folder = temporary.url.appending(path: "capture")
    let selection = DataSetSelection(sequence: "ABF14", novelCameras: ["2"], frames: 1..<3)
    _ = try await HO3D(root: root, hands: .mano(mano)).write(selection, to: folder)
    let capture = try CaptureReader().read(folder)
    #expect(CaptureValidator(capture, source: folder).validate().isEmpty)
    #expect(try Dots.largestOffset(capture.hands[0], in: capture.frames, channel: 0) < 0.1)
    #expect(try Dots.largestOffset(capture.hands[0], in: capture.novelFrames, channel: 0) < 0.1)
    #expect(try CaptureTruth.read(folder)?.object?.vertices.count == 4)
  }

  @Test func whatIsWrongIsSaidOnOneLine() async throws {
    #expect(throws: FileError.self) { try HO3D(root: temporary.url, hands: .omitted) }
    try make("v3")
    for wrong in [
      DataSetSelection(sequence: "ABF19"), DataSetSelection(sequence: "ABF1", camera: "9"),
      DataSetSelection(sequence: "ABF14", novelCameras: ["3"]),
      DataSetSelection(sequence: "ABF14", frames: 7..<9),
      DataSetSelection(sequence: "MC4"),
    ] {
      await #expect(throws: FileError.self) { try await read(wrong) }
    }
    let selection = DataSetSelection(sequence: "ABF14")
    let meta = root.appending(path: "train/ABF14/meta/0001.pkl")
    let whole = try Data(contentsOf: meta)
    for data in Damage.truncations(of: whole, limit: 20) {
      try data.write(to: meta)
      await #expect(throws: FileError.self) { try await read(selection) }
    }
    try Data("cos\nsystem\n(S'true'\ntR.".utf8).write(to: meta)
    let error = await #expect(throws: FileError.self) { try await read(selection) }
    #expect(error?.description.contains("'os.system', which is refused") == true)
    try whole.write(to: meta)
    try FileManager.default.removeItem(at: mano.appending(path: "MANO_RIGHT.pkl"))
    let missing = await #expect(throws: FileError.self) { try await read(selection) }
    #expect(missing?.description.contains("MANO_RIGHT.pkl") == true)
    #expect(missing?.description.contains("mano.is.tue.mpg.de") == true)
    #expect(try await read(selection, hands: .omitted).capture.hands.isEmpty)
  }
}
