import Captures
import Foundation
import Images
import Testing

/// From nothing to figures, pictures and a video.
@Suite struct EndToEndTests {
  private func json(_ text: String) throws -> Any { try JSONSerialization.jsonObject(with: Data(text.utf8)) }

  @Test func infoDescribesAGoodCapture() throws {
    let workspace = try Workspace()
    #expect(expectSuccess(try workspace.run("info", "tiny")).contains("nothing wrong"))
    let report = try #require(
      try json(expectSuccess(workspace.run("info", "tiny", "--json"))) as? [String: Any])
    #expect(report["frames"] as? Int == 8 && report["size"] as? [Int] == [48, 36])
    #expect(report["hands"] as? [String] == ["right"] && report["novelViews"] as? Int == 1)
    #expect((report["errors"] as? [String])?.isEmpty == true)
  }

  @Test(arguments: ["static", "deformable"]) func aSceneIsMadeAndMeasured(_ method: String) throws {
    let workspace = try Workspace()
    let made = expectSuccess(
      try workspace.run(
        "reconstruct", "tiny", "-o", "scene", "--method", method, "--iterations", "30", "--split", "alternate"
      ))
    #expect(made.contains("after 30 iterations") && made.contains("held-out frames: PSNR"))
    #expect(workspace.exists("scene/config.json") && workspace.exists("scene/events"))

    let evaluated = expectSuccess(
      try workspace.run("evaluate", "scene", "--capture", "tiny", "--json", "--images", "pictures"))
    let report = try #require(try json(evaluated) as? [String: Any])
    let tables = try #require(report["images"] as? [[String: Any]])
    #expect(tables.count == 2)
    let frames = tables.compactMap { $0["frames"] as? [[String: Any]] }
    #expect(
      frames.map { $0.compactMap { $0["name"] as? String } } == [
        ["00001", "00003", "00005", "00007"], ["00000"],
      ])
    let mean = try #require(tables[0]["mean"] as? [String: [String: Double]])
    #expect(Set(mean.keys) == ["full", "hand", "object", "handObject", "background"])
    #expect((12...60).contains(mean["full"]?["psnr"] ?? 0))
    #expect((0...1).contains(mean["full"]?["ssim"] ?? -1))
    let hands = try #require((report["hands"] as? [String: Any])?["hands"] as? [[String: Any]])
    #expect(hands.map { $0["compared"] as? Int } == [8] && report["object"] == nil)
    let strip = try ImageFile.read(workspace.file("pictures/frame-00003.png"))
    #expect(strip.width == 3 * 48 + 2 * 4 && strip.height == 36)
    #expect(workspace.exists("pictures/novel-00000.png"))
    #expect(expectSuccess(try workspace.run("info", "scene")).contains("by \(method)"))
  }

  @Test func theSameSettingsGiveTheSameScene() throws {
    let workspace = try Workspace(withScene: true)
    let outcome = try workspace.run(
      "reconstruct", "tiny", "-o", "again", "--config", "scene/config.json", "--split", "alternate",
      "--threads", "1")
    _ = expectSuccess(outcome)
    let layers = try ["scene", "again"].map {
      try Data(contentsOf: workspace.file("\($0)/layer-scene.safetensors"))
    }
    #expect(layers[0] == layers[1])
  }

  @Test func aStillAndFramesAreRendered() throws {
    let workspace = try Workspace(withScene: true)
    _ = expectSuccess(try workspace.run("render", "scene", "--frame", "2", "-o", "still.png"))
    _ = expectSuccess(try workspace.run("render", "scene", "-o", "frames"))
    let names = try FileManager.default.contentsOfDirectory(atPath: workspace.file("frames").path).sorted()
    #expect(names == (0..<8).map { "0000\($0).png" })
    let still = try ImageFile.read(workspace.file("still.png"))
    #expect(still == (try ImageFile.read(workspace.file("frames/00002.png"))))
    // After 30 iterations the scene already looks like the capture.
    let recorded = try ImageFile.read(workspace.file("tiny/images/00002.png"))
    let differences = zip(still.values, recorded.values).map { abs($0 - $1) }
    #expect(differences.reduce(0, +) / Float(differences.count) < 0.15)
    let options = ["--camera", "orbit", "--count", "3", "--time", "0.5", "--width", "24", "--layer", "scene"]
    _ = expectSuccess(try Program.run(["render", "scene", "-o", "orbit"] + options, in: workspace.url))
    #expect(try ImageFile.size(of: workspace.file("orbit/00002.png")) == ImageSize(width: 24, height: 18))
    _ = expectSuccess(
      try workspace.run("render", "scene", "--camera", "novel", "--frame", "0", "-o", "novel.jpg"))
    #expect(try ImageFile.size(of: workspace.file("novel.jpg")) == ImageSize(width: 48, height: 36))
  }

  @Test func foldersOfPicturesHoldOneRun() throws {
    let workspace = try Workspace(withScene: true)
    let measure = ["evaluate", "scene", "--capture", "tiny", "--images", "out"]
    let render = ["render", "scene", "--camera", "orbit", "--count", "2", "-o", "out"]
    for (command, ours, foreign) in [
      (measure, "frame-00099.png", "other.png"), (render, "00099.png", "frame.png"),
    ] {
      for name in [ours, foreign] {
        let file = workspace.file("out/\(name)")
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data("old".utf8).write(to: file)
      }
      expectFailure(try Program.run(command, in: workspace.url), mentions: "out", "--overwrite")
      #expect(workspace.exists("out/\(ours)"))
      _ = expectSuccess(try Program.run(command + ["--overwrite"], in: workspace.url))
      #expect(!workspace.exists("out/\(ours)") && workspace.exists("out/\(foreign)"))
      let names = try FileManager.default.contentsOfDirectory(atPath: workspace.file("out").path)
      #expect(names.count == (command == measure ? 5 : 2) + 1, "\(names)")
      try FileManager.default.removeItem(at: workspace.file("out"))
    }
  }

  @Test(.enabled(if: Program.isInstalled("ffmpeg"), "there is no ffmpeg")) func aVideoIsRendered()
    async throws
  {
    let workspace = try Workspace(withScene: true)
    let arguments = [
      "render", "scene", "--camera", "spiral", "--count", "7", "--fps", "10", "-o", "spiral.mp4",
    ]
    _ = expectSuccess(try Program.run(arguments, in: workspace.url))
    let video = try await VideoReader(workspace.file("spiral.mp4"))
    #expect(video.frameCount == 7 && video.size == ImageSize(width: 48, height: 36))
  }
}
