import Captures
import Foundation
import Images
import Testing

/// What `reconstruct` and `info` say of captures with faults.
@Suite struct CaptureFailureTests {
  /// Expects both commands to find the fault, and that nothing is left of the scene.
  private func expectFault(_ words: String, _ damage: (Workspace) throws -> Void) throws {
    let workspace = try Workspace()
    try damage(workspace)
    expectFailure(try workspace.run("reconstruct", "tiny", "-o", "out", "--iterations", "5"), mentions: words)
    #expect(!workspace.exists("out/scene.json"))
    let plain = try workspace.run("info", "tiny")
    #expect(plain.status == 1)
    #expect(plain.output.contains { $0.isNewline })
    #expect(plain.output.split(separator: "\n").contains { $0.hasPrefix("error") && $0.contains(words) })
    let json = try workspace.run("info", "tiny", "--json")
    #expect(json.status == 1)
    let report = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect((report?["errors"] as? [String])?.contains { $0.contains(words) } == true)
  }

  private func image(width: Int, height: Int) -> Image {
    Image(width: width, height: height, channels: 3, repeating: 0.5)
  }

  @Test func aTruncatedPicture() throws {
    try expectFault("images/00003.png") { try $0.halve("tiny/images/00003.png") }
  }

  @Test func aMissingPicture() throws {
    try expectFault("images/00002.png") { workspace in
      try FileManager.default.removeItem(at: workspace.file("tiny/images/00002.png"))
    }
  }

  @Test func aPictureOfAnotherSize() throws {
    try expectFault("64x48") { workspace in
      try ImageFile.write(image(width: 64, height: 48), to: workspace.file("tiny/images/00002.png"))
    }
  }

  @Test func aMaskOfAnotherSize() throws {
    try expectFault("masks/00002.png") { workspace in
      let mask = LabelImage(width: 36, height: 48, channels: 1, repeating: 1)
      try ImageFile.writeLabels(mask, to: workspace.file("tiny/masks/00002.png"))
    }
  }

  /// Changes the entry of the frame of index 1.
  private func editFrame(_ workspace: Workspace, _ key: String, _ value: Any) throws {
    try workspace.editJSON("tiny/transforms.json") { object in
      var frames = try #require(object["frames"] as? [[String: Any]])
      frames[1][key] = value
      object["frames"] = frames
    }
  }

  @Test func aSingularCamera() throws {
    try expectFault("singular") { workspace in
      let matrix = [[1, 0, 0, 0], [1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
      try editFrame(workspace, "transform_matrix", matrix)
    }
  }

  @Test func aFileThatIsNotThere() throws {
    try expectFault("images/elsewhere.png") { try editFrame($0, "file_path", "images/elsewhere.png") }
  }

  @Test func noFrames() throws {
    try expectFault("no frames") { workspace in
      try workspace.editJSON("tiny/transforms.json") { $0["frames"] = [Any]() }
    }
  }

  @Test func noCapture() throws {
    let workspace = try Workspace()
    try FileManager.default.createDirectory(at: workspace.file("empty"), withIntermediateDirectories: true)
    for command in [["reconstruct", "empty", "-o", "out"], ["info", "empty"]] {
      expectFailure(try Program.run(command, in: workspace.url), mentions: "empty")
    }
    expectFailure(try workspace.run("reconstruct", "nowhere", "-o", "out"), mentions: "nowhere")
    try workspace.halve("tiny/transforms.json")
    expectFailure(try workspace.run("reconstruct", "tiny", "-o", "out"), mentions: "transforms.json")
    expectFailure(try workspace.run("info", "tiny"), mentions: "transforms.json")
  }
}
