import Files
import Foundation
import Images
import TestSupport
import Testing

/// `handful hand` and `handful track`.
@Suite(
  .enabled(
    if: SharedFolder.file("free_hand_right.safetensors") != nil,
    "the free hand models are missing: run `make setup`"))
struct HandTests {
  @Test func drawsPosesAndWritesMeshes() throws {
    let workspace = try Workspace()
    let drawing = ["hand", "--pose", "fist", "--side", "left", "--size", "64", "-o", "fist.png"]
    _ = expectSuccess(try Program.run(drawing, in: workspace.url))
    #expect(
      try ImageFile.read(workspace.url.appending(path: "fist.png")).size == ImageSize(width: 64, height: 64))
    let meshing = [
      "hand", "--pose", "pca:0.8,-0.3", "--shape", "1,0.5", "--subdivide", "1", "-o", "hand.ply", "--json",
    ]
    let report = expectSuccess(try Program.run(meshing, in: workspace.url))
    let fields = try JSONSerialization.jsonObject(with: Data(report.utf8)) as? [String: Any]
    let table = try PLYTable(contentsOf: workspace.url.appending(path: "hand.ply"))
    #expect(try fields?["vertices"] as? Int == table.element("vertex").count)
    #expect((fields?["joints"] as? [[Double]])?.count == 21)
  }

  @Test(arguments: [
    (["--pose", "wave"], "no pose"), (["--pose", "1,2,3"], "45 or 48 numbers"),
    (["--pose", "pca:x"], "no number"),
    (["--shape", "1,two"], "no number"), (["--subdivide", "9"], "--subdivide"), (["--size", "1"], "--size"),
  ])
  func wrongPosesAreTold(_ arguments: [String], _ words: String) throws {
    let workspace = try Workspace()
    let outcome = try Program.run(["hand", "-o", "hand.png"] + arguments, in: workspace.url)
    expectFailure(outcome, status: 64, mentions: words)
    #expect(!workspace.exists("hand.png"))
  }

  @Test func filesOfOtherKindsAreRefused() throws {
    let workspace = try Workspace()
    for (option, file) in [("-o", "hands.json"), ("--landmarks", "points.txt"), ("--overlay", "overlay.png")]
    {
      let output = option == "-o" ? [] : ["-o", "hands.npz"]
      let outcome = try Program.run(["track", "cup.mp4", option, file] + output, in: workspace.url)
      expectFailure(outcome, status: 64, mentions: "with .")
    }
  }

  @Test func missingFilesAreTold() throws {
    let workspace = try Workspace()
    let hand = try Program.run(["hand", "--mano", ".", "-o", "hand.png"], in: workspace.url)
    expectFailure(hand, mentions: "MANO_RIGHT.pkl", "mano.is.tue.mpg.de")
    let long = try Program.run(
      ["hand", "--shape", "0,0,0,0,0,0,0,0,0,0,1", "-o", "hand.png"], in: workspace.url)
    expectFailure(long, mentions: "up to 10")
    expectFailure(
      try Program.run(["track", "missing.mp4", "-o", "hands.npz"], in: workspace.url), mentions: "missing.mp4"
    )
  }

  @Test(
    .enabled(if: SharedFolder.file("palm_detection.safetensors") != nil, "the tracker's networks are missing")
  )
  func aVideoWithoutHandsIsTold() async throws {
    let workspace = try Workspace()
    let grey = Image(width: 96, height: 64, channels: 3, repeating: 0.5)
    try await VideoWriter.write(
      to: workspace.url.appending(path: "grey.mp4"), size: ImageSize(width: 96, height: 64)
    ) { try await $0.append(grey) }
    let outcome = try Program.run(["track", "grey.mp4", "-o", "hands.npz"], in: workspace.url)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("shows no hand"), Comment(rawValue: outcome.errors))
    #expect(!workspace.exists("hands.npz"))
  }
}
