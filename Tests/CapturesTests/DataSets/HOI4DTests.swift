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

  init() throws { temporary = try TemporaryFolder() }

  private func make(_ side: HandTrack.Side) throws {
    try Python.run("make_hoi4d.py", [root.path, mano.path, side.rawValue])
  }

  private func read(_ selection: DataSetSelection) async throws -> DataSetImport {
    try await HOI4D(root: root, hands: .mano(mano)).read(selection, into: capture)
  }

  @Test func handAndObjectAreSeenWhereTheyWereDrawn() async throws {
    try make(.right)
    let result = try await read(DataSetSelection(sequence: Self.sequence))
    let frames = result.capture.frames
    #expect(frames.map(\.name) == ["00000", "00001", "00002", "00003"])
    #expect(frames.map(\.time) == (0..<4).map { Double($0) / 3 })
    let hand = try #require(result.capture.hands.first)
    #expect(hand.side == .right && hand.joints.map { $0[0].x.isFinite } == [false, true, true, true])
    #expect(try Dots.largestOffset(hand, in: frames, channel: 0) < 0.2)
    let object = try #require(result.truth?.object)
    try checkWorld(frames, hand, object)
    for (pose, frame) in zip(object.poses, frames) {
      #expect(try Dots.largestOffset(object.vertices.map { pose * SIMD3<Double>($0) }, in: frame) < 0.2)
    }
    #expect(
      result.warnings == [
        "1 of 4 frames have no mask in 2Dseg", "the right hand is not annotated in 1 of 4 frames",
      ])
    // Of a mug (C2) 1 is the mug, 2 the right hand, 3 another mug.
    try checkMask(frames[0], [3, 1, 4, 0, 0, 0])
    #expect(try frames.map { try $0.loadDepth()?[300, 200] } == [0.4, 0.7, 1, 1.3])
    try await checkChosenFrames()
  }

  /// What one camera does not tell: where it stands itself, and how far away things are.
  private func checkWorld(_ frames: [Frame], _ hand: HandTrack, _ object: CaptureTruth.Object) throws {
    let joints = try NumPyArray(contentsOf: root.appending(path: "joints.npy")).vectors()
    for index in frames.indices {
      #expect(length(frames[index].camera.position - [0.03 * Double(index), 0.1, 0.4]) < 1e-6)
      #expect(length(object.poses[index].translation - [-0.16, 0.6, 0.03]) < 1e-6)
      let distances = (0..<21).map { length(hand.joints[index][$0] - joints[21 * index + $0]) }
      #expect(index == 0 || distances.allSatisfy { $0 < 2e-4 })
    }
  }

  /// Expects the labels that the colours of the numbers 1 to 6 stand for, each 50 rows of 100 pixels.
  private func checkMask(_ frame: Frame, _ meanings: [UInt8]) throws {
    let labels = try #require(try frame.loadMask())
    let found = (0..<6).map { number in labels[150, 60 * number + 20] }
    #expect(found == meanings)
    let labelled = labels.values.count { $0 != 0 }
    #expect(labelled == 5000 * meanings.count { $0 != 0 })
  }

  /// Of a bucket (C8) the parts are body, right hand, handle, another bucket's body and handle, left hand.
  @Test func leftHandsAreSeenWhereTheyWereDrawn() async throws {
    try make(.left)
    let result = try await read(DataSetSelection(sequence: Self.sequence.replacing("C2", with: "C8")))
    let frames = result.capture.frames
    let hand = try #require(result.capture.hands.first)
    #expect(hand.side == .left && result.capture.hands.count == 1)
    #expect(try Dots.largestOffset(hand, in: frames, channel: 0) < 0.2)
    #expect(result.truth?.object != nil)
    try checkMask(frames[0], [3, 1, 3, 4, 4, 2])
  }

  /// A cabinet's door, right hand, body, drawer, a bottle; a lamp's parts with both hands; a chair with both.
  @Test func masksMeanWhatTheObjectsClassSays() async throws {
    try make(.right)
    var before = "C2"
    let classes: [(String, [UInt8])] = [
      ("C4", [3, 1, 3, 3, 4, 0]), ("C17", [3, 1, 3, 3, 3, 2]), ("C20", [3, 1, 2, 0, 0, 0]),
    ]
    for (category, meanings) in classes {
      for part in ["HOI4D_annotations", "HOI4D_release"] {
        let folder = root.appending(path: "\(part)/ZY20210800001/H1")
        try FileManager.default.moveItem(
          at: folder.appending(path: before), to: folder.appending(path: category))
      }
      before = category
      let sequence = Self.sequence.replacing("C2", with: category)
      let selection = DataSetSelection(sequence: sequence, frames: 0..<1)
      try checkMask(try await read(selection).capture.frames[0], meanings)
    }
  }

  private func checkChosenFrames() async throws {
    let result = try await read(DataSetSelection(sequence: Self.sequence, frames: 1..<4, stride: 2))
    let frames = result.capture.frames
    #expect(frames.map(\.name) == ["00001", "00003"])
    #expect(try Dots.largestOffset(result.capture.hands[0], in: frames, channel: 0) < 0.2)
    #expect(try frames.map { try $0.loadDepth()?[300, 200] } == [0.7, 1.3])
  }

  @Test func decodedFramesAreUsed() async throws {
    try make(.right)
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
    try make(.right)
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
    try make(.right)
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
