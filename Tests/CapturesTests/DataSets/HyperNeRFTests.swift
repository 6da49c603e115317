import Captures
import Files
import Foundation
import Splatting
import TestSupport
import Testing

/// Scenes that a script writes by the published formulas, with dots where known points are seen.
@Suite(.enabled(if: Python.isAvailable, "there is no .venv: run `make setup`"))
struct HyperNeRFTests {
  private let temporary: TemporaryFolder
  private var root: URL { temporary.url }

  init() throws { temporary = try TemporaryFolder() }

  private func make(_ name: String, _ kind: String) throws {
    try Python.run("make_hypernerf.py", [root.appending(path: name).path, kind])
  }

  private func read(_ sequence: String, scale: Int? = nil, camera: String? = nil) async throws -> Capture {
    var importer = try HyperNeRF(root: root, hands: .omitted)
    importer.imageScale = scale
    let selection = DataSetSelection(sequence: sequence, camera: camera)
    return try await importer.read(selection, into: root.appending(path: "capture")).capture
  }

  @Test(arguments: [nil, 1]) func pointsAreSeenWhereTheyWereDrawn(scale: Int?) async throws {
    try make("vrig-chicken", "vrig")
    let capture = try await read("vrig-chicken", scale: scale)
    #expect(capture.frames.count == 10)
    #expect(capture.frames[0].fileSize.width == 640 / (scale ?? 2))
    #expect(capture.points.positions.count == 6)
    let points = capture.points.positions.map { SIMD3<Double>($0) }
    for frame in capture.frames {
      #expect(frame.lens != nil)
      #expect(try Dots.largestOffset(points, in: frame) < 0.2)
    }
  }

  @Test func timesSplitAndCamerasAreThoseOfTheFiles() async throws {
    try make("vrig-chicken", "vrig")
    let capture = try await read("vrig-chicken")
    // The scene is moved to its centre and made about one unit large.
    #expect(length(capture.points.positions[0]) < 1e-6)
    #expect(abs(length(capture.frames[0].camera.position) - 0.04 * length(SIMD3<Double>(0, -6, 1.5))) < 1e-9)
    // time_id is 0, 0, 2, 2 ... 8, 8; warp_id would give every image a time of its own.
    #expect(capture.frames.map(\.time) == [0, 0, 0.25, 0.25, 0.5, 0.5, 0.75, 0.75, 1, 1])
    #expect(capture.frames.enumerated().allSatisfy { $1.split == ($0 % 2 == 0 ? .train : .validation) })
    let (train, test) = try CaptureSplit.own.divide(capture)
    #expect(train == [0, 2, 4, 6, 8] && test == [1, 3, 5, 7, 9])
    #expect(try await read("vrig-chicken", camera: "1").frames.count == 5)
    await #expect(throws: FileError.self) { _ = try await read("vrig-chicken", camera: "7") }
  }

  /// Whatever their lists say.
  @Test(arguments: ["interp", "vrig"]) func scenesForInterpolationTrainOnEveryFourth(lists: String)
    async throws
  {
    try make("hand1-dense-v2", lists)
    let (train, test) = try CaptureSplit.own.divide(try await read("hand1-dense-v2"))
    // 8 has no fourth after it, so that 10 is not there to lie between.
    #expect(train == [0, 4, 8] && test == [2, 6])
  }

  @Test func warpsAreTimesWhereThereAreNone() async throws {
    try make("vrig-chicken", "vrig")
    let url = root.appending(path: "vrig-chicken/metadata.json")
    let text = try String(contentsOf: url, encoding: .utf8)
    try Data(text.replacing("time_id", with: "moment").utf8).write(to: url)
    #expect(try await read("vrig-chicken").frames.map(\.time) == (0..<10).map { Double($0) / 9 })
  }

  @Test func presetsFindTheirScenes() throws {
    try make("data/vrig-chicken", "vrig")
    try make("data/torchocolate", "interp")
    let importer = try HyperNeRF(root: root, hands: .omitted)
    #expect(try importer.sequences() == ["data/torchocolate", "data/vrig-chicken"])
    #expect(try importer.selections(ofPreset: "vrig").map(\.sequence) == ["data/vrig-chicken"])
    #expect(try importer.selections(ofPreset: "interp").map(\.sequence) == ["data/torchocolate"])
  }

  @Test func theSceneBecomesACaptureFolder() async throws {
    try make("vrig-chicken", "vrig")
    let folder = root.appending(path: "capture")
    let importer = try HyperNeRF(root: root, hands: .omitted)
    _ = try await importer.write(DataSetSelection(sequence: "vrig-chicken"), to: folder)
    let capture = try CaptureReader().read(folder)
    #expect(try Dots.largestOffset(capture.points.positions.map { SIMD3($0) }, in: capture.frames[3]) < 0.2)
  }

  @Test func whatIsWrongIsSaidOnOneLine() async throws {
    #expect(throws: FileError.self) { try HyperNeRF(root: root, hands: .omitted) }
    try make("scene", "vrig")
    await #expect(throws: FileError.self) { _ = try await read("nothing") }
    await #expect(throws: FileError.self) { _ = try await read("scene", scale: 8) }
    let camera = root.appending(path: "scene/camera/000003.json")
    let text = try String(contentsOf: camera, encoding: .utf8)
    for (old, new) in [
      ("\"skew\": 0.0", "\"skew\": 0.5"), ("[640, 480]", "[640]"), ("[640, 480]", "[-2, 1e99]"),
    ] {
      try Data(text.replacing(old, with: new).utf8).write(to: camera)
      await #expect(throws: FileError.self) { _ = try await read("scene") }
    }
  }
}
