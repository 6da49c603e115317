import Captures
import Files
import Foundation
import Images
import Splatting
import TestSupport
import Testing

/// Clips that a script writes in the layout of the release, with dots where known points are seen.
@Suite(.enabled(if: Python.isAvailable, "there is no .venv: run `make setup`"))
struct EgoGaussianTests {
  private let temporary: TemporaryFolder
  private var root: URL { temporary.url.appending(path: "data") }

  init() throws {
    temporary = try TemporaryFolder()
    try Python.run("make_egogaussian.py", [root.path])
  }

  private func read(_ selection: DataSetSelection) async throws -> DataSetImport {
    try await EgoGaussian(root: root, hands: .omitted)
      .read(selection, into: temporary.url.appending(path: "capture"))
  }

  @Test(arguments: ["Submission/HOI4D/Video1", "Submission/EK/P03_03"])
  func aClipIsReadAsItWasDrawn(sequence: String) async throws {
    let result = try await read(DataSetSelection(sequence: sequence))
    let capture = result.capture
    #expect(capture.frames.count == 7)
    #expect(capture.points.positions.count == 4)
    for frame in capture.frames {
      #expect(try Dots.largestOffset(capture.points.positions.map { SIMD3($0) }, in: frame) < 0.2)
    }
    #expect(capture.frames.map(\.time) == (0..<7).map { Double($0) / 6 })
    #expect(capture.frames.map(\.split) == [.train, .test, .train, .test, .train, nil, .train])
    #expect(capture.keyFrame == 2)
    #expect(result.warnings.contains { $0.hasPrefix("1 images of sparse/ are not in images/") })
    try checkMasks(result)
    let late = try await read(DataSetSelection(sequence: sequence, frames: 1..<5)).capture
    #expect(late.frames.count == 4 && late.keyFrame == 1)
  }

  /// Hands are drawn at rows 10..<30, columns 5..<25, the object behind them at rows 20..<50, columns 15..<45.
  private func checkMasks(_ result: DataSetImport) throws {
    let labels = try #require(try result.capture.frames[2].loadMask())
    #expect(labels[6, 11] == 1 && labels[20, 25] == 1 && labels[40, 40] == 3 && labels[80, 60] == 0)
    #expect(labels.values.count { $0 == 1 } == 400 && labels.values.count { $0 == 3 } == 30 * 30 - 100)
    let first = try #require(try result.capture.frames[0].loadMask())
    #expect(!first.values.contains(3))
    #expect(result.warnings.contains { $0.hasPrefix("1 frames have no mask of the object") })
  }

  @Test func presetsLeaveOutTheWebPageAndVideo1IsTheCorrectedOne() async throws {
    let importer = try EgoGaussian(root: root, hands: .omitted)
    #expect(try importer.sequences().count == 3)
    func chosen(_ preset: String) throws -> [String] {
      try importer.selections(ofPreset: preset).map(\.sequence)
    }
    #expect(try chosen("paper") == ["Submission/EK/P03_03", "Submission/HOI4D/Video1"])
    #expect(try chosen("paper-hoi4d") == ["Submission/HOI4D/Video1"])
    #expect(try chosen("paper-epic") == ["Submission/EK/P03_03"])
    let warnings = try await read(DataSetSelection(sequence: "Submission/HOI4D/Video1")).warnings
    #expect(warnings.contains { $0.contains("ZY20210800001/H1/C8/N11/S321/s03/T2") })
  }

  @Test func aClipMayBeTheRoot() async throws {
    let importer = try EgoGaussian(root: root.appending(path: "Submission/HOI4D/Video1"), hands: .omitted)
    #expect(try importer.sequences() == ["Video1"])
    let folder = temporary.url.appending(path: "capture")
    let result = try await importer.write(DataSetSelection(sequence: "Video1"), to: folder)
    let read = try CaptureReader().read(folder)
    #expect(read.frames.count == 7 && read.keyFrame == result.capture.keyFrame)
    #expect(try read.frames[3].loadMask() == result.capture.frames[3].loadMask())
  }

  @Test func whatIsWrongIsSaidOnOneLine() async throws {
    let clip = root.appending(path: "Submission/HOI4D/Video1")
    let selection = DataSetSelection(sequence: "Submission/HOI4D/Video1")
    await #expect(throws: FileError.self) {
      _ = try await read(DataSetSelection(sequence: "Submission/Nothing"))
    }
    await #expect(throws: FileError.self) {
      _ = try await read(DataSetSelection(sequence: selection.sequence, camera: "1"))
    }
    try clip.write("0,2\nx,4\n", to: "split/phase_frame_index.txt")
    await #expect(throws: FileError.self) { _ = try await read(selection) }
    try clip.write("0\n", to: "split/phase_frame_index.txt")
    await #expect(throws: FileError.self) { _ = try await read(selection) }
    try clip.write("0,2\n", to: "split/phase_frame_index.txt")
    try FileManager.default.removeItem(at: clip.appending(path: "hand_masks/00003.png"))
    await #expect(throws: FileError.self) { _ = try await read(selection) }
  }
}
