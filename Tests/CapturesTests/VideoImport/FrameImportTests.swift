import Captures
import Files
import Foundation
import Images
import TestSupport
import Testing

/// Which frames of a video become pictures, and that a rerun keeps them.
@Suite struct FrameImportTests {
  private let folder: TemporaryFolder
  private var video: URL { folder.file("wall.mp4") }
  private var output: URL { folder.file("wall") }

  init() throws { folder = try TemporaryFolder() }

  private func importVideo(_ frames: FrameSelection, speed: Int = 0) async throws -> VideoImport {
    let settings = VideoImportSettings(frames: frames, cameras: .still, hands: .none)
    return try await VideoImporter(settings).run(VideoReader(video), to: output)
  }

  @Test func partRateAndSizeAreTaken() async throws {
    try await SmallVideo.write(to: video, frames: 20, speed: 1)
    let result = try await importVideo(
      FrameSelection(frameRate: 5, size: .longerSide(64), start: 0.5, end: 1.5))
    let capture = result.capture
    // Frames 5, 7, 9, 11, 13 of the video.
    #expect(capture.frames.map(\.name) == ["00000", "00001", "00002", "00003", "00004"])
    #expect(capture.frames.map(\.time) == [0, 0.25, 0.5, 0.75, 1])
    #expect(capture.frames.allSatisfy { $0.fileSize == ImageSize(width: 64, height: 48) })
    for (frame, number) in zip(capture.frames, [5, 7, 9, 11, 13]) {
      let expected = SmallVideo.picture(shift: number).resized(width: 64, height: 48)
      let image = try frame.loadImage()
      let error = zip(image.values, expected.values).reduce(Float(0)) { $0 + abs($1.0 - $1.1) }
      #expect(error / Float(image.values.count) < 0.02, "frame \(number)")
    }
    // The folder reads back as what was returned.
    let read = try CaptureReader().read(output)
    #expect(read.frames.map(\.camera) == capture.frames.map(\.camera))
    #expect(!read.points.positions.isEmpty && read.hands.isEmpty)
  }

  @Test func rerunKeepsFramesAndAddsMissingOnes() async throws {
    try await SmallVideo.write(to: video, frames: 6)
    _ = try await importVideo(FrameSelection())
    let kept = output.appending(path: "images/00002.png")
    let black = Image(width: 128, height: 96, channels: 3, repeating: 0)
    try ImageFile.write(black, to: kept)
    try FileManager.default.removeItem(at: output.appending(path: "images/00004.png"))
    let again = try await importVideo(FrameSelection())
    #expect(try ImageFile.read(kept) == black)
    #expect(again.capture.frames.count == 6)
    #expect(try again.capture.frames[4].loadImage().values.contains { $0 > 0.1 })
  }

  @Test func otherSettingsAndOtherFilesAreLeftAlone() async throws {
    try await SmallVideo.write(to: video, frames: 6)
    _ = try await importVideo(FrameSelection())
    await #expect(throws: FileError.self) { try await importVideo(FrameSelection(frameRate: 5)) }
    #expect(try CaptureReader().read(output).frames.count == 6)
    try FileManager.default.removeItem(at: output.appending(path: "import.json"))
    await #expect(throws: FileError.self) { try await importVideo(FrameSelection()) }
  }

  @Test(arguments: [
    (FrameSelection(start: 9), "does not hold"), (FrameSelection(end: 9), "does not hold"),
    (FrameSelection(start: 0.4, end: 0.2), "not after"), (FrameSelection(start: 0.5), "at least 2"),
    (FrameSelection(size: .exact(ImageSize(width: 64, height: 64))), "shape"),
  ])
  func partsThatAreNotThereAreRefused(_ frames: FrameSelection, _ problem: String) async throws {
    try await SmallVideo.write(to: video, frames: 6)
    let error = await #expect(throws: FileError.self) { try await importVideo(frames) }
    #expect(error?.problem.contains(problem) == true, "\(String(describing: error))")
    #expect(!FileManager.default.fileExists(atPath: output.path))
  }

  @Test func videoOfOneFrameIsRefused() async throws {
    try await SmallVideo.write(to: video, frames: 1)
    let error = await #expect(throws: FileError.self) { try await importVideo(FrameSelection()) }
    #expect(error?.problem.contains("1 frame") == true)
  }
}
