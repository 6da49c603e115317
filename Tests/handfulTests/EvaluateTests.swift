import Foundation
import Images
import TestSupport
import Testing

/// `evaluate` without a scene: hands, masks and meshes.
@Suite struct EvaluateTests {
  private func report(_ workspace: Workspace, _ arguments: [String]) throws -> [String: Any] {
    let text = expectSuccess(try Program.run(["evaluate"] + arguments + ["--json"], in: workspace.url))
    return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func hands() throws {
    let workspace = try Workspace()
    let arguments = ["--hands", "tiny/hands.npz", "--against", "tiny/truth/hands.npz"]
    let hand = try #require((try report(workspace, arguments)["hands"] as? [[String: Any]])?.first)
    #expect(hand["side"] as? String == "right" && hand["compared"] as? Int == 8)
    let errors = try #require(hand["errors"] as? [[String: Any]])
    let joints = errors.compactMap { $0["joints"] as? Double }
    // The synthesised tracker is some millimetres off, less once aligned.
    #expect(joints.count == 4 && joints[0] > joints[3] && joints[3] > 0.1 && joints[0] < 50)
    let plain = expectSuccess(try Program.run(["evaluate"] + arguments, in: workspace.url))
    #expect(plain.contains("| Right | Procrustes |"))
    let exact = ["evaluate", "--hands", "tiny/truth/hands.npz", "--against", "tiny/truth/hands.npz"]
    #expect(
      expectSuccess(try Program.run(exact, in: workspace.url))
        .contains("| Right | None (world) | 0.00 | 0.00 | 1.0000 | 0.00 | 8 |"))
  }

  @Test func masks() throws {
    let workspace = try Workspace()
    let same = try report(workspace, ["--masks", "tiny/masks", "--against", "tiny/masks"])
    #expect(same["mean"] as? [String: Double] == ["1": 1, "3": 1])
    try FileManager.default.removeItem(at: workspace.file("tiny/masks/00002.png"))
    try FileManager.default.createDirectory(at: workspace.file("b"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      at: workspace.file("tiny/masks/00001.png"), to: workspace.file("b/00002.png"))
    let outcome = try workspace.run("evaluate", "--masks", "tiny/masks", "--against", "b")
    expectFailure(outcome, mentions: "00002.png", "missing")
    let mask = LabelImage(width: 5, height: 5, channels: 1, repeating: 1)
    try ImageFile.writeLabels(mask, to: workspace.file("tiny/masks/00002.png"))
    expectFailure(
      try workspace.run("evaluate", "--masks", "tiny/masks", "--against", "b"), mentions: "00002.png", "5x5")
  }

  @Test func meshes() throws {
    let workspace = try Workspace()
    let object = "tiny/truth/object.npz"
    let table = try report(workspace, ["--mesh", object, "--against", object, "--points", "500"])
    #expect(table["points"] as? Int == 500)
    let mean = try #require(table["mean"] as? [String: Double])
    #expect(mean["fScore10"] ?? 0 > 0.8 && mean["chamfer"] ?? 0 > 0)
    expectFailure(
      try workspace.run("evaluate", "--mesh", "tiny/points3D.ply", "--against", object),
      mentions: "points3D.ply", "face")
    try workspace.halve(object)
    expectFailure(
      try workspace.run("evaluate", "--mesh", object, "--against", object), mentions: "object.npz")
  }

  @Test func aTruthOfOtherFrames() throws {
    let workspace = try Workspace(withScene: true)
    let longer = try workspace.run(
      "synthesize", "-o", "longer", "--frames", "9", "--width", "48", "--height", "36", "--novel-views", "0")
    _ = expectSuccess(longer)
    for path in ["truth/hands.npz", "hands.npz"] {
      let outcome = try workspace.run(
        "evaluate", "--hands", "tiny/hands.npz", "--against", "longer/\(path)")
      expectFailure(outcome, mentions: "8 frames", "9")
    }
    try FileManager.default.removeItem(at: workspace.file("tiny/truth/hands.npz"))
    try FileManager.default.copyItem(
      at: workspace.file("longer/truth/hands.npz"), to: workspace.file("tiny/truth/hands.npz"))
    expectFailure(try workspace.run("evaluate", "scene", "--capture", "tiny"), mentions: "8 frames", "9")
  }

  @Test func filesThatAreMissingOrDamaged() throws {
    let workspace = try Workspace()
    expectFailure(
      try workspace.run("evaluate", "--hands", "nowhere.npz", "--against", "tiny/hands.npz"),
      mentions: "nowhere.npz")
    expectFailure(
      try workspace.run("evaluate", "--masks", "nowhere", "--against", "tiny/masks"), mentions: "nowhere")
    try workspace.halve("tiny/hands.npz")
    expectFailure(
      try workspace.run("evaluate", "--hands", "tiny/hands.npz", "--against", "tiny/hands.npz"),
      mentions: "hands.npz")
  }

  @Test func doctorTellsOfADamagedPerceptualMetric() throws {
    let folder = try TemporaryFolder()
    try Data("no script".utf8).write(to: folder.file("vgg.pt"))
    let outcome = try Program.run(
      ["doctor"], in: folder.url, environment: ["HANDFUL_LPIPS": folder.file("vgg.pt").path])
    let line = expectSuccess(outcome).split(separator: "\n").first { $0.contains("perceptual metric") }
    #expect(line?.contains("vgg.pt: is no TorchScript") == true && line?.hasPrefix("missing") == true)
  }
}
