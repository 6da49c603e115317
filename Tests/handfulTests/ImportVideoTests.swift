import Captures
import Foundation
import Images
import TestSupport
import Testing

/// `handful import video`, from a video of a wall without hands.
@Suite struct ImportVideoTests {
  private let folder: TemporaryFolder

  init() async throws {
    folder = try TemporaryFolder()
    let size = ImageSize(width: 64, height: 48)
    try await VideoWriter.write(to: folder.file("wall.mp4"), size: size, frameRate: 10) { writer in
      for _ in 0..<4 {
        let values = (0..<size.width * size.height * 3).map { Float($0 / 24 * 37 % 101) / 101 }
        try await writer.append(Image(width: size.width, height: size.height, channels: 3, values: values))
      }
    }
    let masks = folder.file("masks/object")
    try FileManager.default.createDirectory(at: masks, withIntermediateDirectories: true)
    for frame in 0..<4 {
      var mask = LabelImage(width: size.width, height: size.height, channels: 1, repeating: 0)
      for y in 10..<30 { for x in 20..<40 { mask[x, y] = 255 } }
      try ImageFile.writeLabels(mask, to: masks.appending(path: "\(frame).png"))
    }
  }

  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["import", "video"] + arguments, in: folder.url)
  }

  @Test func stillVideoBecomesACapture() throws {
    let outcome = try run("wall.mp4", "-o", "wall", "--no-hands", "--masks", "masks", "--overlay", "over.mp4")
    #expect(expectSuccess(outcome).contains("wall: 4 frames, no hands, masks"))
    #expect(outcome.errors.contains("stands still"))
    let capture = try CaptureReader().read(folder.file("wall"))
    #expect(try #require(try capture.frames[3].loadMask())[30, 20] == 3)
    #expect(FileManager.default.fileExists(atPath: folder.file("over.mp4").path))
    // Once more: all is there already.
    _ = expectSuccess(try run("wall.mp4", "-o", "wall", "--no-hands", "--masks", "masks"))
  }

  @Test func helpShowsExamples() throws {
    let help = expectSuccess(try run("--help"))
    #expect(help.contains("Example") && help.contains("handful import video cup.mp4 -o cup"))
  }

  @Test func failuresAreOneLine() throws {
    try Data("no video".utf8).write(to: folder.file("text.mp4"))
    expectFailure(try run("text.mp4", "-o", "x", "--no-hands"), mentions: "text.mp4")
    expectFailure(try run("absent.mp4", "-o", "x", "--no-hands"), mentions: "absent.mp4")
    expectFailure(try run("wall.mp4", "-o", "x", "--no-hands", "--start", "7"), mentions: "does not hold")
    expectFailure(try run("wall.mp4", "-o", "x", "--no-hands", "--masks", "absent"), mentions: "absent")
    #expect(!FileManager.default.fileExists(atPath: folder.file("x").path))
  }

  @Test func videoWithoutHandsIsTold() throws {
    expectFailure(try run("wall.mp4", "-o", "x"), mentions: "wall.mp4", "shows no hand", "--no-hands")
    #expect(!FileManager.default.fileExists(atPath: folder.file("x/masks").path))
    let outcome = try run("wall.mp4", "-o", "x", "--hands", "optional")
    #expect(expectSuccess(outcome).contains("no hands, no masks"))
  }

  @Test func missingCOLMAPIsTold() throws {
    // A folder with all that the import needs but COLMAP.
    let tools = folder.file("tools")
    try FileManager.default.createDirectory(at: tools, withIntermediateDirectories: true)
    for tool in ["ffmpeg", "ffprobe"] {
      let places = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map {
        "\($0)/\(tool)"
      }
      let place = try #require(places.first { FileManager.default.isExecutableFile(atPath: $0) })
      try FileManager.default.createSymbolicLink(
        at: tools.appending(path: tool), withDestinationURL: URL(fileURLWithPath: place))
    }
    let outcome = try Program.run(
      ["import", "video", "wall.mp4", "-o", "x", "--no-hands", "--cameras", "colmap"], in: folder.url,
      environment: ["PATH": tools.path])
    expectFailure(outcome, mentions: "colmap", "is not installed", "apt-get install colmap")
  }

  @Test(arguments: [
    ["--start", "2", "--end", "1"], ["--fps", "0"], ["--size", "64y48"], ["--focal", "5", "--fov", "50"],
    ["--mask-labels", "1=object"], ["--masks", "masks", "--mask-labels", "1=teapot"], ["--overlay", "x.gif"],
  ])
  func wrongUsageIsTold(_ arguments: [String]) throws {
    let outcome = try Program.run(["import", "video", "wall.mp4", "-o", "x"] + arguments, in: folder.url)
    expectFailure(outcome, status: 64)
  }
}
