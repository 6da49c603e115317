import Files
import Foundation
import Hands
import Images
import TestSupport
import Testing

@Suite("Hands of videos", .enabled(if: hasTrackerNetworks, "run `make setup`"))
struct HandVideoTests {
  private static let hasFFmpeg = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].contains { folder in
    FileManager.default.fileExists(atPath: folder + "/ffmpeg")
  }

  private func write(_ frames: [Image], to url: URL) async throws {
    try await VideoWriter.write(to: url, size: frames[0].size) { writer in
      for frame in frames { try await writer.append(frame) }
    }
  }

  @Test(
    "A video gives its hands by frame; part of it, and one frame, too",
    .enabled(if: hasFFmpeg, "there is no ffmpeg"))
  func frames() async throws {
    let folder = try TemporaryFolder()
    let url = folder.file("hands.mp4")
    try await write([4, 5, 6, 7, 8].map(DrawnVideo.frame), to: url)
    let (tracker, video) = (try HandTracker(), try await VideoReader(url))
    var steps: [Int] = []
    let all = try await tracker.hands(in: video) { steps.append($0) }
    #expect(
      all.map { $0.map(\.side) } == [[.left], [.left], [.right, .left], [.right, .left], [.right, .left]])
    #expect(steps == [1, 2, 3, 4, 5])
    let one = try await tracker.hands(in: video, frames: 4..<5)
    #expect(one.map { $0.map(\.side) } == [[.right, .left]])
  }

  @Test("A video without hands gives one line", .enabled(if: hasFFmpeg, "there is no ffmpeg"))
  func withoutHands() async throws {
    let folder = try TemporaryFolder()
    let url = folder.file("empty.mp4")
    try await write([DrawnVideo.empty(), DrawnVideo.empty()], to: url)
    let (tracker, video) = (try HandTracker(), try await VideoReader(url))
    let error = await #expect(throws: FileError.self) { try await tracker.hands(in: video) }
    #expect(
      error?.description.contains("empty.mp4: shows no hand that the tracker finds in 2 frames") == true)
    #expect(error?.description.contains("\n") == false)
  }

  @Test(
    "Real videos give what MediaPipe gives",
    .enabled(if: Repository.sharedData != nil, "needs ../shared/data"), arguments: ["coffee", "human_hand"])
  func realVideos(name: String) async throws {
    let file = try #require(Repository.sharedData).appendingPathComponent("\(name)/\(name).mp4")
    let (tracker, video) = (try HandTracker(), try await VideoReader(file))
    let figures = try TrackerFigures(name)
    var agreement = TrackerAgreement()
    try await video.forEachFrame(in: 0..<60) { index, image in
      agreement.add(try tracker.track(image), expected: figures.frames[index])
    }
    #expect(agreement.frames == 60 && agreement.agreeingFrames >= 57)
    #expect(median(agreement.distances) < 2)
    #expect(median(agreement.depthDifferences) < 4)
    #expect(median(agreement.worldDistances) < 4e-3)
  }
}
