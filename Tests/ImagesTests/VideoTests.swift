import Files
import Foundation
import Images
import TestSupport
import Testing

@Suite("Videos")
struct VideoTests {
  struct Interruption: Error {}

  static let hasFFmpeg = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].contains { folder in
    FileManager.default.fileExists(atPath: folder + "/ffmpeg")
  }

  /// A frame with a colour of its own and a bright square that moves.
  static func frame(_ index: Int, _ size: ImageSize) -> Image {
    var image = Image(width: size.width, height: size.height, channels: 3, repeating: 0.25)
    for y in 0..<size.height { for x in 0..<size.width { image[x, y, 0] = Float(index) / 10 } }
    for y in 4..<12 { for x in (2 * index)..<(2 * index + 8) { image[x, y, 1] = 1 } }
    return image
  }

  static func write(_ url: URL, size: ImageSize, count: Int = 8) async throws {
    try await VideoWriter.write(to: url, size: size, frameRate: 25, quality: 4) { writer in
      for index in 0..<count { try await writer.append(frame(index, size)) }
    }
  }

  @Test("Frames come back nearly as they were", .enabled(if: hasFFmpeg, "there is no ffmpeg"))
  func roundTrip() async throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.mp4")
    let size = ImageSize(width: 64, height: 48)
    try await Self.write(url, size: size)
    let video = try await VideoReader(url)
    #expect(video.size == size && video.frameCount == 8 && video.frameRate == 25)
    var seen: [Int] = []
    try await video.forEachFrame { index, image in
      let wanted = Self.frame(index, size)
      let error =
        zip(image.values, wanted.values).reduce(0) { $0 + abs($1.0 - $1.1) } / Float(image.values.count)
      #expect(error < 0.02, "frame \(index)")
      seen.append(index)
    }
    #expect(seen == Array(0..<8))
    #expect(try folder.contents() == ["a.mp4"])
  }

  @Test("Some frames are read, at another size", .enabled(if: hasFFmpeg, "there is no ffmpeg"))
  func readsSome() async throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.mp4")
    try await Self.write(url, size: ImageSize(width: 64, height: 48))
    let video = try await VideoReader(url)
    var reds: [Int: Float] = [:]
    try await video.forEachFrame(in: 3..<5, size: ImageSize(width: 16, height: 12)) { index, image in
      #expect(image.size == ImageSize(width: 16, height: 12))
      reds[index] = image[15, 11, 0]
    }
    #expect(reds.keys.sorted() == [3, 4])
    for (index, red) in reds { #expect(abs(red - Float(index) / 10) < 0.03) }
    try await video.forEachFrame(in: 5..<5) { _, _ in Issue.record("there is no frame in 5..<5") }
  }

  @Test("Odd sizes are padded to even ones", .enabled(if: hasFFmpeg, "there is no ffmpeg"))
  func padsOddSizes() async throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.mp4")
    try await Self.write(url, size: ImageSize(width: 33, height: 21), count: 2)
    #expect(try await VideoReader(url).size == ImageSize(width: 34, height: 22))
  }

  @Test("A recording held upright is upright", .enabled(if: hasFFmpeg, "there is no ffmpeg"))
  func heedsRotation() async throws {
    let folder = try TemporaryFolder()
    try await Self.write(folder.file("a.mp4"), size: ImageSize(width: 64, height: 48), count: 2)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "ffmpeg", "-v", "error", "-i", folder.file("a.mp4").path, "-c", "copy", "-metadata:s:v:0", "rotate=90",
      folder.file("upright.mp4").path,
    ]
    try process.run()
    process.waitUntilExit()
    let video = try await VideoReader(folder.file("upright.mp4"))
    #expect(video.size == ImageSize(width: 48, height: 64))
    var count = 0
    try await video.forEachFrame { _, image in
      #expect(image.size == video.size)
      // The square that was at the top is at one side now.
      #expect(
        image.channel(1).cropped(x: 24, y: 0, width: 24, height: 64)
          != image.channel(1).cropped(x: 0, y: 0, width: 24, height: 64))
      count += 1
    }
    #expect(count == 2)
  }

  @Test(
    "Grey frames and frames with alpha are taken, others refused",
    .enabled(if: hasFFmpeg, "there is no ffmpeg"))
  func takesOtherFrames() async throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.mp4")
    let size = ImageSize(width: 16, height: 16)
    try await VideoWriter.write(to: url, size: size) { writer in
      try await writer.append(Image(width: 16, height: 16, channels: 1, repeating: 0.5))
      try await writer.append(Image(width: 16, height: 16, channels: 4, repeating: 0.5))
      #expect(writer.frameCount == 2)
    }
    var levels: [Float] = []
    try await VideoReader(url).forEachFrame { _, image in levels.append(image[8, 8, 1]) }
    #expect(levels.count == 2 && abs(levels[0] - 0.5) < 0.02 && abs(levels[1] - 0.25) < 0.02)
    let before = try InputFile.read(url)
    await #expect(throws: FileError(url, "frame 0 has 8x16 pixels, not the video's 16x16")) {
      try await VideoWriter.write(to: url, size: size) { writer in
        try await writer.append(Image(width: 8, height: 16, channels: 3, repeating: 0))
      }
    }
    await #expect(throws: Interruption.self) {
      try await VideoWriter.write(to: url, size: size) { _ in throw Interruption() }
    }
    await #expect(throws: FileError(url, "cannot write a video without frames")) {
      try await VideoWriter.write(to: url, size: size) { _ in }
    }
    #expect(try InputFile.read(url) == before)
    #expect(try folder.contents() == ["a.mp4"])
  }

  @Test("An ffmpeg that fails is told with its last line", .enabled(if: hasFFmpeg, "there is no ffmpeg"))
  func tellsFailure() async throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.mp4")
    // A program that stops at once, so that the frames meet a closed pipe.
    let script = folder.file("stops")
    try AtomicFile.write(
      Data("#!/bin/sh\necho first >&2\necho 'encoder is out of order' >&2\nexit 3\n".utf8), to: script)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
    let error = await #expect(throws: FileError.self) {
      try await VideoWriter.write(
        to: url, size: ImageSize(width: 640, height: 480), tools: VideoTools(ffmpeg: script.path)
      ) { writer in
        for _ in 0..<20 { try await writer.append(Image(width: 640, height: 480, channels: 3, repeating: 0)) }
      }
    }
    #expect(error == FileError(url, "stops failed: encoder is out of order"))
    #expect(try folder.contents() == ["stops"])
  }

  @Test("A missing ffmpeg is told with what to install")
  func tellsMissingTools() async throws {
    let folder = try TemporaryFolder()
    let tools = VideoTools(ffmpeg: "ffmpeg-is-not-here", ffprobe: "ffprobe-is-not-here")
    let missing = FileError("ffmpeg-is-not-here", "is not installed", remedy: "sudo apt install ffmpeg")
    await #expect(throws: missing) { try await tools.version() }
    await #expect(throws: missing) {
      try await VideoWriter.write(
        to: folder.file("a.mp4"), size: ImageSize(width: 8, height: 8), tools: tools
      ) { _ in }
    }
    try AtomicFile.write(Data([0]), to: folder.file("b.mp4"))
    await #expect(
      throws: FileError("ffprobe-is-not-here", "is not installed", remedy: "sudo apt install ffmpeg")
    ) {
      try await VideoReader(folder.file("b.mp4"), tools: tools)
    }
  }

  @Test(
    "Files that are no videos, missing or cut are told by name", .enabled(if: hasFFmpeg, "there is no ffmpeg")
  )
  func refusesOtherFiles() async throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.mp4")
    await #expect(throws: FileError(url, "no such file or folder")) { try await VideoReader(url) }
    try AtomicFile.write(Data("not a video".utf8), to: url)
    let error = await #expect(throws: FileError.self) { try await VideoReader(url) }
    #expect(error?.path == url.relativePath)
    #expect(error?.description.contains("\n") == false)

    try await Self.write(url, size: ImageSize(width: 64, height: 48))
    let data = try InputFile.read(url)
    for part in [data.prefix(data.count / 4), data.prefix(data.count * 3 / 4)] {
      try Data(part).write(to: url)
      await #expect(throws: FileError.self) {
        try await VideoReader(url).forEachFrame { _, _ in }
      }
    }
  }

  @Test("What the body throws while reading ends the reading", .enabled(if: hasFFmpeg, "there is no ffmpeg"))
  func stopsReading() async throws {
    let folder = try TemporaryFolder()
    let url = folder.file("a.mp4")
    try await Self.write(url, size: ImageSize(width: 64, height: 48))
    let video = try await VideoReader(url)
    var count = 0
    await #expect(throws: Interruption.self) {
      try await video.forEachFrame { _, _ in
        count += 1
        throw Interruption()
      }
    }
    #expect(count == 1)
  }

  @Test(
    "The sample video is read",
    .enabled(if: hasFFmpeg && Repository.sharedData != nil, "there is no ffmpeg or no ../shared/data"))
  func readsSample() async throws {
    let data = try #require(Repository.sharedData)
    let video = try await VideoReader(data.appendingPathComponent("coffee/coffee.mp4"))
    #expect(video.size == ImageSize(width: 1280, height: 720) && video.frameCount == 287)
    #expect(abs(video.frameRate - 30) < 0.1)
    var means: [Float] = []
    try await video.forEachFrame(size: ImageSize(width: 64, height: 36)) { _, image in
      means.append(image.values.reduce(0, +) / Float(image.values.count))
    }
    #expect(means.count == 287)
    #expect(means.allSatisfy { $0 > 0.05 && $0 < 0.95 })
  }
}
