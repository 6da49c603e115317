import Captures
import Files
import Foundation
import Hands
import Splatting
import TestSupport
import Testing

/// Recordings that a script writes by the conventions of dex-ycb-toolkit, with red dots on the hand's joints and blue
/// ones on the object's corners.
@Suite(.enabled(if: Python.isAvailable, "there is no .venv: run `make setup`"))
struct DexYCBTests {
  private let temporary: TemporaryFolder
  private var root: URL { temporary.url.appending(path: "data") }
  private var mano: URL { temporary.url.appending(path: "mano") }
  private static let right = "20200709-subject-01/20200709_141754"
  private static let left = "20200813-subject-02/20200813_143449"
  private static let serials = ["836212060125", "840412060917"]

  init() throws {
    temporary = try TemporaryFolder()
    try Python.run("make_dexycb.py", [root.path, mano.path])
  }

  private func read(_ selection: DataSetSelection, hands: DataSetHands? = nil) async throws -> DataSetImport {
    try await DexYCB(root: root, hands: hands ?? .mano(mano))
      .read(selection, into: temporary.url.appending(path: "capture"))
  }

  /// Expects one line about what is wrong.
  private func expectError(_ selection: DataSetSelection, _ comment: Comment? = nil) async {
    await #expect(throws: FileError.self, comment) { _ = try await read(selection) }
  }

  @Test(arguments: [right, left]) func handAndObjectAreSeenWhereTheyWereDrawn(sequence: String) async throws {
    let result = try await read(DataSetSelection(sequence: sequence, novelCameras: [Self.serials[1]]))
    let capture = result.capture
    let hand = try #require(capture.hands.first)
    #expect(hand.side == (sequence == Self.right ? .right : .left) && capture.hands.count == 1)
    #expect(hand.isSeen == [false, true, true])
    #expect(result.warnings == ["the \(hand.side.rawValue) hand is not annotated in 1 of 3 frames"])
    var moved = hand
    for frame in hand.joints.indices { moved.joints[frame] = hand.joints[frame].map { $0 + [0.001, 0, 0] } }
    #expect(try Dots.largestOffset(moved, in: capture.frames, channel: 0) > 0.5, "a millimetre is seen")
    let object = try #require(result.truth?.object)
    #expect(object.vertices.count == 4 && object.faces == [[0, 1, 2], [0, 1, 3], [0, 2, 3]])
    for frames in [capture.frames, capture.novelFrames] {
      #expect(frames.map(\.time) == [0, 0.5, 1])
      #expect(try Dots.largestOffset(hand, in: frames, channel: 0) < 0.1)
      for (pose, frame) in zip(object.poses, frames) {
        #expect(try Dots.largestOffset(object.vertices.map { pose * SIMD3($0) }, in: frame, channel: 2) < 0.1)
      }
    }
  }

  @Test func theWorldIsTheTablesAndParametersPoseTheHandInIt() async throws {
    let capture = try await read(DataSetSelection(sequence: Self.left, camera: Self.serials[1])).capture
    // Where the script has the camera and, roughly, the wrist; z is upwards.
    #expect(length(capture.frames[0].camera.position - [0.5, -0.15, 0.65]) < 1e-6)
    let hand = capture.hands[0]
    #expect(length(hand.joints[1][0] - [0.36, 0.3, 0.2]) < 0.05)
    let parameters = try #require(hand.parameters)
    let again = try HandModels(manoFolder: mano, leftShape: .asPublished)[.left].track(
      axisAngle: parameters.pose, shape: parameters.shape, translation: parameters.translation,
      flatHandMean: true)
    for vertex in [0, 320, 744] {
      #expect(length(again.vertices[2][vertex] - hand.vertices[2][vertex]) < 1e-5)
    }
    for (mine, its) in zip(again.jointRotations[1].joined(), hand.jointRotations[1].joined()) {
      #expect(abs(mine - its) < 1e-5)
    }
  }

  @Test(arguments: [right, left]) func aRecordingBecomesACaptureFolder(sequence: String) async throws {
    let folder = temporary.url.appending(path: "capture")
    let selection = DataSetSelection(sequence: sequence, novelCameras: [Self.serials[1]], frames: 1..<3)
    _ = try await DexYCB(root: root, hands: .mano(mano)).write(selection, to: folder)
    let capture = try CaptureReader().read(folder)
    #expect(capture.frames.count == 2)
    for frame in [capture.frames[0]] + capture.novelFrames {
      let labels = try #require(try frame.loadMask())
      #expect(
        labels[150, 150] == (sequence == Self.right ? 1 : 2) && labels[150, 230] == 3 && labels[150, 280] == 0
      )
      #expect(labels.values.count { $0 != 0 } == 200 * 160)
    }
    #expect(try capture.frames[1].loadDepth()?.values.allSatisfy { abs($0 - 0.852) < 1e-6 } == true)
    #expect(try Dots.largestOffset(capture.hands[0], in: capture.novelFrames, channel: 0) < 0.1)
    #expect(try CaptureTruth.read(folder)?.object?.poses.count == 2)
  }

  @Test(arguments: [false, true]) func anImportThatFailsLeavesNothingBehind(folderWasThere: Bool) async throws
  {
    let folder = temporary.url.appending(path: "capture")
    if folderWasThere { try folder.write("kept", to: "notes.txt") }
    // Its first frames are converted before the last is missed.
    let camera = root.appending(path: "\(Self.right)/\(Self.serials[0])")
    let labels = try FileManager.default.contentsOfDirectory(atPath: camera.path)
      .filter { $0.hasPrefix("labels_") }.sorted()
    try Data("no archive".utf8).write(to: camera.appending(path: try #require(labels.last)))
    await #expect(throws: FileError.self) {
      _ = try await DexYCB(root: root, hands: .mano(mano)).write(
        DataSetSelection(sequence: Self.right), to: folder)
    }
    let left = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left == (folderWasThere ? ["notes.txt"] : nil))
  }

  /// 100 recordings of a subject, of which only the folders and `meta.yml` count.
  private func completeFirstSubject() throws {
    let meta = try Data(contentsOf: root.appending(path: "\(Self.right)/meta.yml"))
    for index in 0..<99 {
      let name = String(format: "20200709-subject-01/20200710_%06d", index)
      try root.write(meta, to: "\(name)/meta.yml")
      for serial in Self.serials { try root.write(Data(), to: "\(name)/\(serial)/nothing") }
    }
  }

  @Test func presetsAreTheOfficialSplits() throws {
    let importer = try DexYCB(root: root, hands: .omitted)
    #expect(DexYCB.presets.count == 12)
    // A split that counts recordings needs all of them.
    #expect(throws: FileError.self) { try importer.selections(ofPreset: "s0-train") }
    #expect(throws: FileError.self) { try importer.selections(ofPreset: "s1-test") }
    #expect(try importer.selections(ofPreset: "s1-train").count == 4)
    try FileManager.default.removeItem(at: root.appending(path: "20200813-subject-02"))
    try completeFirstSubject()
    // Recordings of the first subject, each with two cameras, both of which are among the first six.
    let counts = [
      "s0-train": 80, "s0-val": 20, "s1-train": 100, "s2-train": 100, "s3-train": 75, "s3-val": 10,
      "s3-test": 15,
    ]
    for (preset, count) in counts {
      #expect(try importer.selections(ofPreset: preset).count == 2 * count, "\(preset)")
    }
    for preset in ["s0-test", "s1-val", "s2-val", "s2-test"] {
      #expect(throws: FileError.self, "\(preset)") { try importer.selections(ofPreset: preset) }
    }
    let chosen = try importer.selections(ofPreset: "s0-val").map(\.sequence)
    // The first recording is the script's, so that the fifth is the fourth of the made-up ones.
    #expect(chosen.first == "20200709-subject-01/20200710_000003/836212060125")
  }

  /// Subjects, cameras and objects by their places, as `dex_ycb.py` counts them from 0.
  @Test func whatIsHeldOutIsNeverInTraining() throws {
    let importer = try DexYCB(root: root, hands: .omitted)
    try FileManager.default.removeItem(at: root.appending(path: "20200709-subject-01"))
    try FileManager.default.removeItem(at: root.appending(path: "20200813-subject-02"))
    let subjects = [
      "20200709", "20200813", "20200820", "20200903", "20200908", "20200918", "20200928", "20201002",
      "20201015", "20201022",
    ].enumerated().map { String(format: "%@-subject-%02d", $1, $0 + 1) }
    let serials = [
      "836212060125", "839512060362", "840412060917", "841412060263", "932122060857", "932122060861",
      "932122061900", "932122062010",
    ]
    func add(_ recording: String, _ serials: ArraySlice<String>) throws {
      try root.write(Data(), to: "\(recording)/meta.yml")
      for serial in serials { try root.write(Data(), to: "\(recording)/\(serial)/nothing") }
    }
    /// Which of `all` are in a split, at `part` of a selection's path.
    func chosen(_ preset: String, _ all: [String], part: Int) throws -> [Int] {
      let names = try importer.selections(ofPreset: preset).map {
        $0.sequence.split(separator: "/").map(String.init)[part]
      }
      return all.indices.filter { names.contains(all[$0]) }
    }
    for subject in subjects { try add("\(subject)/20201001_000000", serials[...]) }
    #expect(try chosen("s1-train", subjects, part: 0) == [0, 1, 2, 3, 4, 5, 9])
    #expect(try chosen("s1-val", subjects, part: 0) == [6] && chosen("s1-test", subjects, part: 0) == [7, 8])
    #expect(try chosen("s2-train", serials, part: 2) == [0, 1, 2, 3, 4, 5])
    #expect(try chosen("s2-val", serials, part: 2) == [6] && chosen("s2-test", serials, part: 2) == [7])
    for subject in subjects[3...] { try FileManager.default.removeItem(at: root.appending(path: subject)) }
    let recordings = (0..<100).map { String(format: "20201001_%06d", $0) }
    for subject in subjects[..<3] {
      for recording in recordings[1...] { try add("\(subject)/\(recording)", serials[..<1]) }
    }
    #expect(try chosen("s0-val", subjects, part: 0) == [0, 1] && chosen("s0-test", subjects, part: 0) == [2])
    #expect(try chosen("s0-test", recordings, part: 1) == (0..<100).filter { $0 % 5 == 4 })
    #expect(try chosen("s3-val", recordings, part: 1) == (0..<100).filter { [3, 19].contains($0 / 5) })
    #expect(try chosen("s3-test", recordings, part: 1) == (0..<100).filter { [7, 11, 15].contains($0 / 5) })
  }

  @Test func aSequenceMayNameItsCamera() async throws {
    let sequence = "\(Self.right)/\(Self.serials[1])"
    let selection = DataSetSelection(sequence: sequence)
    #expect(try await read(selection).capture.frames[0].imageURL.path.contains(Self.serials[1]))
    #expect(selection.folderName == "20200709-subject-01-20200709_141754-840412060917")
    await expectError(DataSetSelection(sequence: sequence, camera: Self.serials[0]))
  }

  @Test func handsNeedTheLicensedFilesAndTheTruthTheModels() async throws {
    let selection = DataSetSelection(sequence: Self.right)
    try FileManager.default.removeItem(at: mano.appending(path: "MANO_RIGHT.pkl"))
    let error = await #expect(throws: FileError.self) { _ = try await read(selection) }
    #expect(error?.description.contains("MANO_RIGHT.pkl") == true)
    #expect(error?.description.contains("mano.is.tue.mpg.de") == true)
    let result = try await read(selection, hands: .omitted)
    #expect(result.capture.hands.isEmpty && result.truth?.object != nil)
    try FileManager.default.removeItem(at: root.appending(path: "models"))
    let without = try await read(selection, hands: .omitted)
    #expect(without.truth?.object == nil)
    #expect(without.warnings.contains { $0.contains("models/025_mug/textured_simple.obj") })
  }

  @Test func whatIsWrongIsSaidOnOneLine() async throws {
    #expect(throws: FileError.self) { try DexYCB(root: temporary.url, hands: .omitted) }
    for wrong in [
      DataSetSelection(sequence: "nothing"), DataSetSelection(sequence: Self.right, camera: "1"),
      DataSetSelection(sequence: Self.right, novelCameras: ["1"]),
      DataSetSelection(sequence: Self.right, frames: 5..<9),
    ] {
      await expectError(wrong)
    }
    let selection = DataSetSelection(sequence: Self.right)
    let meta = "\(Self.right)/meta.yml"
    let extrinsics = "calibration/extrinsics_20200702_151821/extrinsics.yml"
    let model = "models/025_mug/textured_simple.obj"
    for (path, old, new) in [
      (meta, "ycb_grasp_ind: 1", "ycb_grasp_ind: 9"), (meta, "- right", "- middle"),
      (meta, "num_frames", "number"), (meta, "serials:", "serials: ["), (meta, "- 14", "- 99"),
      (extrinsics, "apriltag", "tag"), (extrinsics, "apriltag: !!python/tuple\n", "apriltag:\n  - 0.5\n"),
      ("calibration/intrinsics/836212060125_640x480.yml", "fx", "f"),
      ("calibration/mano_20200709_140042_subject-01_right/mano.yml", "betas:\n", "betas:\n- x\n"),
      (model, "f 1 3 4", "f 1 3 5"), (model, "v 0.09", "v nan"),
    ] {
      let url = root.appending(path: path)
      let whole = try String(contentsOf: url, encoding: .utf8)
      try Data(whole.replacing(old, with: new).utf8).write(to: url)
      await expectError(selection, "\(path): \(new)")
      try Data(whole.utf8).write(to: url)
    }
    let labels = root.appending(path: "\(Self.right)/836212060125/labels_000001.npz")
    for data in Damage.truncations(of: try Data(contentsOf: labels), limit: 10) {
      try data.write(to: labels)
      await expectError(selection)
    }
  }
}
