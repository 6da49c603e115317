import Captures
import Files
import Foundation
import Hands
import Splatting
import TestSupport
import Testing

/// A sequence that a script writes by the conventions of the data set's own code, with red dots on the right hand's
/// joints, green ones on the left's, and blue ones on the object's corners; the head's camera has a lens.
@Suite(.enabled(if: Python.isAvailable, "there is no .venv: run `make setup`"))
struct ARCTICTests {
  private let temporary: TemporaryFolder
  private var root: URL { temporary.url.appending(path: "arctic/unpack/arctic_data/data") }
  private var mano: URL { temporary.url.appending(path: "mano") }
  private static let sequence = "s05/box_grab_01"

  init() throws {
    temporary = try TemporaryFolder()
    try Python.run("make_arctic.py", [root.path, mano.path])
  }

  private func read(_ selection: DataSetSelection) async throws -> DataSetImport {
    try await ARCTIC(root: root, hands: .mano(mano))
      .read(selection, into: temporary.url.appending(path: "capture"))
  }

  @Test func handsAndObjectAreSeenWhereTheyWereDrawn() async throws {
    for camera in [nil, "1"] { try await check(camera: camera) }
    try await checkLens()
  }

  private func check(camera: String?) async throws {
    let result = try await read(
      DataSetSelection(sequence: Self.sequence, camera: camera, novelCameras: ["1"]))
    let capture = result.capture
    #expect(capture.frames.map(\.name) == ["00010", "00011", "00012", "00013"])
    #expect((capture.frames[0].lens == nil) == (camera == "1"))
    try #require(capture.hands.map(\.side) == [.right, .left])
    let object = try #require(result.truth?.object)
    for (frames, tolerance) in [(capture.frames, 0.25), (capture.novelFrames, 0.1)] {
      #expect(try Dots.largestOffset(capture.hands[0], in: frames, channel: 0) < tolerance)
      #expect(try Dots.largestOffset(capture.hands[1], in: frames, channel: 1) < tolerance)
      for (pose, frame) in zip(object.poses, frames) {
        let corners = object.vertices.map { pose * SIMD3<Double>($0) }
        #expect(try Dots.largestOffset(corners, in: frame, channel: 2) < tolerance)
      }
    }
    #expect(result.warnings.isEmpty)
  }

  /// The lens must matter: without it the dots are elsewhere.
  private func checkLens() async throws {
    let capture = try await read(DataSetSelection(sequence: Self.sequence)).capture
    let lens = try #require(capture.frames[0].lens)
    #expect(abs(lens.radial.z - 0.02) < 1e-6 && abs(lens.denominator.x - 0.72) < 1e-6)
    #expect(abs(lens.tangential.x - 0.002) < 1e-6)
    let straight = capture.frames.map { frame in
      var frame = frame
      frame.lens = nil
      return frame
    }
    #expect(try Dots.largestOffset(capture.hands[0], in: straight, channel: 0) > 2)
  }

  @Test func aSequenceBecomesACaptureFolderWithItsLens() async throws {
    let folder = temporary.url.appending(path: "capture")
    let selection = DataSetSelection(sequence: Self.sequence, novelCameras: ["1"], frames: 1..<4, stride: 2)
    _ = try await ARCTIC(root: temporary.url.appending(path: "arctic"), hands: .mano(mano))
      .write(selection, to: folder)
    let capture = try CaptureReader().read(folder)
    #expect(capture.frames.map(\.name) == ["00011", "00013"])
    #expect(CaptureValidator(capture, source: folder).validate().isEmpty)
    #expect(try Dots.largestOffset(capture.hands[0], in: capture.frames, channel: 0) < 0.25)
  }

  @Test func partsThatTurnAreToldOfAndPresetsAreThePapers() async throws {
    let url = root.appending(path: "raw_seqs/s05/box_grab_01.object.npy")
    var numbers = try NumPyArray(contentsOf: url).doubles()
    for frame in 0..<24 { numbers[7 * frame] = 0.05 * Double(frame) }
    try NumPyArray(numbers, shape: [24, 7]).write(to: url)
    let warnings = try await read(DataSetSelection(sequence: Self.sequence)).warnings
    #expect(warnings == ["the object's parts turn by 9 degrees: the truth keeps them at the middle angle"])
    try checkPresets()
  }

  private func checkPresets() throws {
    let importer = try ARCTIC(root: root, hands: .omitted)
    #expect(
      try importer.sequences() == [
        "s01/laptop_grab_01", "s03/phone_use_02", "s05/box_grab_01", "s05/box_use_01", "s08/box_use_01",
        "s09/box_use_01",
      ])
    func chosen(_ preset: String) throws -> [DataSetSelection] { try importer.selections(ofPreset: preset) }
    // What is validated or tested on trains nothing, though the list names it.
    #expect(try chosen("p1-train").map(\.sequence) == ["s01/laptop_grab_01"])
    #expect(
      try chosen("p1-train")[0].camera == "1"
        && chosen("p1-train")[0].novelCameras == (2...8).map(String.init))
    #expect(try chosen("p2-val").map(\.sequence) == ["s05/box_grab_01", "s05/box_use_01"])
    #expect(try chosen("p2-test")[0].camera == nil)
    #expect(try chosen("hand-4dgs").map(\.sequence) == ["s05/box_grab_01"])
    // Of the images 10 to 389 that may be chosen 90 more are left out on either side.
    #expect(
      try chosen("hand-4dgs-train")
        == ["s01/laptop_grab_01", "s08/box_use_01", "s09/box_use_01"].map {
          DataSetSelection(sequence: $0, frames: 90..<290)
        })
  }

  @Test func whatIsWrongIsSaidOnOneLine() async throws {
    #expect(throws: FileError.self) { try ARCTIC(root: mano, hands: .omitted) }
    for wrong in [
      DataSetSelection(sequence: "s05/none_grab_01"), DataSetSelection(sequence: Self.sequence, camera: "9"),
      DataSetSelection(sequence: Self.sequence, camera: "2"),
      DataSetSelection(sequence: Self.sequence, frames: 8..<9),
      DataSetSelection(sequence: "s05/box_use_01"),
    ] {
      await #expect(throws: FileError.self) { try await read(wrong) }
    }
    for (path, old, new) in [
      ("meta/misc.json", "\"s05\"", "\"s06\""), ("meta/misc.json", "[700, 500]", "[700]"),
      ("meta/object_vtemplates/box/parts.json", "0,", ""),
      ("meta/object_vtemplates/box/mesh.obj", "f 1 2 4", "f 1 2 9"),
    ] {
      let url = root.appending(path: path)
      let whole = try String(contentsOf: url, encoding: .utf8)
      try Data(whole.replacing(old, with: new).utf8).write(to: url)
      await #expect(throws: FileError.self, "\(path): \(new)") {
        try await read(DataSetSelection(sequence: Self.sequence))
      }
      try Data(whole.utf8).write(to: url)
    }
    for name in ["mano", "object", "egocam.dist"] {
      let url = root.appending(path: "raw_seqs/\(Self.sequence).\(name).npy")
      let whole = try Data(contentsOf: url)
      for data in Damage.truncations(of: whole, limit: 10) {
        try data.write(to: url)
        await #expect(throws: FileError.self, "\(name) \(data.count)") {
          try await read(DataSetSelection(sequence: Self.sequence))
        }
      }
      try whole.write(to: url)
    }
  }
}
