import Captures
import Files
import Foundation
import Images
import TestSupport
import Testing

/// Masks that the user brings.
@Suite struct MaskImportTests {
  private let folder: TemporaryFolder
  private var video: URL { folder.file("wall.mp4") }
  private var masks: URL { folder.file("masks") }

  init() throws { folder = try TemporaryFolder() }

  /// A mask of `value` in the columns of `range`, all rows.
  private func stripe(_ range: Range<Int>, _ value: UInt8, size: ImageSize = SmallVideo.size) -> LabelImage {
    var mask = LabelImage(width: size.width, height: size.height, channels: 1, repeating: 0)
    for y in 0..<size.height { for x in range { mask[x, y] = value } }
    return mask
  }

  private func write(_ mask: LabelImage, _ path: String) throws {
    let url = masks.appending(path: path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try ImageFile.writeLabels(mask, to: url)
  }

  private func importVideo(_ labels: [String: FrameLabel] = [:], frames: Int = 4) async throws -> Capture {
    try await SmallVideo.write(to: video, frames: frames)
    let settings = VideoImportSettings(
      cameras: .still, hands: .none, masks: MaskSource(folder: masks, labels: labels))
    return try await VideoImporter(settings).run(VideoReader(video), to: folder.file("wall")).capture
  }

  @Test func labelPicturesAreMapped() async throws {
    for frame in 0..<4 {
      var mask = stripe(0..<40, 7)
      for y in 0..<mask.height { for x in 60..<90 { mask[x, y] = 3 } }
      try write(mask, "0000\(frame).png")
    }
    let capture = try await importVideo(["7": .rightHand])
    let labels = try #require(try capture.frames[2].loadMask())
    #expect(labels[10, 50] == 1 && labels[70, 50] == 3 && labels[50, 50] == 0)
  }

  @Test func subfoldersAreObjectsAndHandsComeFirst() async throws {
    for frame in 0..<4 {
      try write(stripe(20..<80, 255), "object/frame\(frame).png")
      try write(stripe(0..<40, 255), "left_hand/frame\(frame).png")
    }
    let labels = try #require(try await importVideo().frames[1].loadMask())
    #expect(labels[10, 0] == 2 && labels[30, 0] == 2 && labels[50, 0] == 3 && labels[100, 0] == 0)
  }

  @Test func identifiersFollowNames() async throws {
    for frame in 0..<4 { try write(stripe(20..<80, 1), "0000\(frame)_5.png") }
    // A frame in which the second object is not seen has no picture of it.
    try write(stripe(100..<110, 1), "00002_4.png")
    let capture = try await importVideo(["5": .object])
    #expect(try #require(try capture.frames[2].loadMask())[105, 0] == 4)
    #expect(try #require(try capture.frames[1].loadMask())[105, 0] == 0)
    #expect(try #require(try capture.frames[1].loadMask())[30, 0] == 3)
  }

  @Test func keyFrameIsBeforeTheTouchedObjectMoves() async throws {
    for frame in 0..<6 {
      // The object moves in frame 2 by itself, which is none of the hand's doing, and back; then with the hand.
      let left = [60, 60, 90, 60, 66, 72][frame]
      var mask = stripe(left..<left + 20, 3)
      let hand = frame < 3 ? 0..<20 : left - 20..<left - 1
      for y in 0..<mask.height { for x in hand { mask[x, y] = 1 } }
      try write(mask, "0000\(frame).png")
    }
    #expect(try await importVideo(frames: 6).keyFrame == 3)
  }

  @Test func masksThatDoNotFitAreRefused() async throws {
    let missing = await #expect(throws: FileError.self) { try await importVideo() }
    #expect(missing?.problem.contains("no such folder") == true)
    try FileManager.default.createDirectory(at: masks, withIntermediateDirectories: true)
    let empty = await #expect(throws: FileError.self) { try await importVideo() }
    #expect(empty?.problem.contains("no masks") == true)
    for frame in 0..<3 { try write(stripe(0..<4, 1), "x\(frame).png") }
    let few = await #expect(throws: FileError.self) { try await importVideo() }
    #expect(few?.problem.contains("3 masks") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.file("wall").path))
    try write(stripe(0..<4, 1, size: ImageSize(width: 64, height: 48)), "x3.png")
    let small = await #expect(throws: FileError.self) { try await importVideo() }
    #expect(small?.problem.contains("64x48") == true)
    try write(stripe(0..<4, 9), "x3.png")
    let unknown = await #expect(throws: FileError.self) { try await importVideo() }
    #expect(unknown?.problem.contains("label 9") == true)
  }
}
