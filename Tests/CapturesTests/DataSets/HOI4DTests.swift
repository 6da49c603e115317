import Captures
import Files
import Foundation
import Hands
import Images
import Splatting
import TestSupport
import Testing

/// A sequence that a script writes by the conventions of the data set's instructions, its videos encoded, with white
/// dots on the hand's joints and the object's corners.
@Suite(.enabled(if: Python.isAvailable, "there is no .venv: run `make setup`"))
struct HOI4DTests {
  private let temporary: TemporaryFolder
  private var root: URL { temporary.url.appending(path: "data") }
  private var mano: URL { temporary.url.appending(path: "mano") }
  private var capture: URL { temporary.url.appending(path: "capture") }
  private static let sequence = "ZY20210800001/H1/C2/N11/S321/s03/T2"

  init() throws {
    temporary = try TemporaryFolder()
    try Python.run("make_hoi4d.py", [root.path, mano.path])
  }

  private func read(_ selection: DataSetSelection) async throws -> DataSetImport {
    try await HOI4D(root: root, hands: .mano(mano)).read(selection, into: capture)
  }

  @Test func handAndObjectAreSeenWhereTheyWereDrawn() async throws {
    let result = try await read(DataSetSelection(sequence: Self.sequence))
    let frames = result.capture.frames
    #expect(frames.map(\.name) == ["00000", "00001", "00002", "00003"])
    let hand = try #require(result.capture.hands.first)
    #expect(hand.side == .right && hand.joints.map { $0[0].x.isFinite } == [false, true, true, true])
    #expect(try Dots.largestOffset(hand, in: frames, channel: 0) < 0.2)
    let object = try #require(result.truth?.object)
    for (pose, frame) in zip(object.poses, frames) {
      #expect(try Dots.largestOffset(object.vertices.map { pose * SIMD3<Double>($0) }, in: frame) < 0.2)
    }
    #expect(
      result.warnings == [
        "1 of 4 frames have no mask in 2Dseg", "the right hand is not annotated in 1 of 4 frames",
      ])
    try checkMask(frames[0])
    #expect(try frames.map { try $0.loadDepth()?[300, 200] } == [0.4, 0.7, 1, 1.3])
    try await checkChosenFrames()
  }

  /// Of a mug (C2) 1 is the mug, 2 the right hand, 3 another mug.
  private func checkMask(_ frame: Frame) throws {
    let labels = try #require(try frame.loadMask())
    #expect(labels[150, 20] == 3 && labels[150, 120] == 1 && labels[150, 220] == 4 && labels[300, 300] == 0)
    #expect(labels.values.filter { $0 != 0 }.count == 3 * 50 * 100)
  }

  private func checkChosenFrames() async throws {
    let result = try await read(DataSetSelection(sequence: Self.sequence, frames: 1..<4, stride: 2))
    let frames = result.capture.frames
    #expect(frames.map(\.name) == ["00001", "00003"])
    #expect(try Dots.largestOffset(result.capture.hands[0], in: frames, channel: 0) < 0.2)
    #expect(try frames.map { try $0.loadDepth()?[300, 200] } == [0.7, 1.3])
  }

  @Test func decodedFramesAreUsed() async throws {
    let release = root.appending(path: "HOI4D_release/\(Self.sequence)")
    let first = try await read(DataSetSelection(sequence: Self.sequence)).capture.frames
    for frame in first {
      let target = release.appending(path: "align_rgb/\(frame.name).jpg")
      try FileManager.default.copyItem(at: frame.imageURL, to: target)
      let depth = try #require(frame.depthURL)
      try FileManager.default.copyItem(
        at: depth, to: release.appending(path: "align_depth/\(frame.name).png"))
    }
    try FileManager.default.removeItem(at: release.appending(path: "align_rgb/image.mp4"))
    try FileManager.default.removeItem(at: release.appending(path: "align_depth/depth_video.avi"))
    let frames = try await read(DataSetSelection(sequence: Self.sequence)).capture.frames
    #expect(frames.allSatisfy { $0.imageURL.path.contains("align_rgb") })
    #expect(try frames.map { try $0.loadDepth()?[300, 200] } == [0.4, 0.7, 1, 1.3])
  }

  @Test func presetsBecomeCaptureFolders() async throws {
    let importer = try HOI4D(root: root, hands: .mano(mano))
    #expect(try importer.sequences() == [Self.sequence])
    let selections = try importer.selections(ofPreset: "release")
    #expect(selections.map(\.sequence) == [Self.sequence])
    #expect(throws: FileError.self) { try importer.selections(ofPreset: "test") }
    _ = try await importer.write(selections[0], to: capture)
    let written = try CaptureReader().read(capture)
    #expect(!CaptureValidator(written, source: capture).validate().contains { $0.severity == .error })
    #expect(try Dots.largestOffset(written.hands[0], in: written.frames, channel: 0) < 0.2)
    #expect(try CaptureTruth.read(capture)?.object?.vertices.count == 4)
  }

  @Test func whatIsWrongIsSaidOnOneLine() async throws {
    #expect(throws: FileError.self) { try HOI4D(root: mano, hands: .omitted) }
    let selection = DataSetSelection(sequence: Self.sequence)
    for wrong in [
      DataSetSelection(sequence: "ZY20210800001/H1/C2/N11/S321/s03/T9"),
      DataSetSelection(sequence: Self.sequence, camera: "1"),
      DataSetSelection(sequence: Self.sequence, frames: 8..<9),
    ] {
      await #expect(throws: FileError.self) { try await read(wrong) }
    }
    let annotations = "HOI4D_annotations/\(Self.sequence)"
    for (path, old, new) in [
      ("\(annotations)/3Dseg/output.log", "0 0 1\n", ""), ("\(annotations)/3Dseg/output.log", "0.", "x"),
      ("\(annotations)/objpose/1.json", "center", "centre"),
    ] {
      let url = root.appending(path: path)
      let whole = try String(contentsOf: url, encoding: .utf8)
      try Data(whole.replacing(old, with: new).utf8).write(to: url)
      await #expect(throws: FileError.self, "\(path): \(new)") { try await read(selection) }
      try Data(whole.utf8).write(to: url)
    }
    let intrinsics = root.appending(path: "camera_params")
    try FileManager.default.removeItem(at: intrinsics)
    let error = await #expect(throws: FileError.self) { try await read(selection) }
    #expect(error?.description.contains("issue 23") == true)
  }
}
