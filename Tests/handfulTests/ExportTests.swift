import Captures
import Files
import Foundation
import Splatting
import Tensors
import TestSupport
import Testing

@Suite struct ExportTests {
  @Test func gaussiansInEveryFormat() throws {
    let workspace = try Workspace(withScene: true)
    _ = expectSuccess(try workspace.run("export", "scene", "-o", "a.ply", "--time", "0.5"))
    _ = expectSuccess(try workspace.run("export", "scene", "-o", "a.spz", "--time", "0.5"))
    _ = expectSuccess(try workspace.run("export", "scene", "-o", "a.glb"))
    let plain = try GaussianFile.read(workspace.file("a.ply"))
    let packed = try GaussianFile.read(workspace.file("a.spz"))
    #expect(plain.count > 0 && packed.count == plain.count)
    let difference = (plain.means.detached() - packed.means.detached()).abs().max().item()
    #expect(difference < 1e-5)
    #expect(try Data(contentsOf: workspace.file("a.glb")).starts(with: Data("glTF".utf8)))
    #expect(try PLYTable(contentsOf: workspace.file("a.ply")).comments.contains("time 0.5"))
  }

  @Test func aSequenceHasAFileATime() throws {
    let workspace = try Workspace(withScene: true)
    let arguments = ["export", "scene", "--format", "ply-sequence", "-o", "frames"]
    _ = expectSuccess(try Program.run(arguments, in: workspace.url))
    let recorded = try FileManager.default.contentsOfDirectory(atPath: workspace.file("frames").path)
    #expect(recorded.count == 8)
    expectFailure(try Program.run(arguments, in: workspace.url), mentions: "--overwrite")
    _ = expectSuccess(
      try Program.run(arguments + ["--frames", "3", "--overwrite"], in: workspace.url))
    let even = try FileManager.default.contentsOfDirectory(atPath: workspace.file("frames").path).sorted()
    #expect(even == ["00000.ply", "00001.ply", "00002.ply"])
    let counts = try even.map { try GaussianFile.read(workspace.file("frames/\($0)")).count }
    #expect(Set(counts).count == 1)
  }

  @Test func camerasAreThoseOfTheCapture() throws {
    let workspace = try Workspace(withScene: true)
    for (format, reader) in [
      ("colmap", COLMAPReader() as any DataSetReader), ("nerfstudio", NerfstudioReader()),
    ] {
      _ = expectSuccess(
        try workspace.run("export", "scene", "--format", format, "--scale", "2", "-o", format))
      let read = try reader.parse(workspace.file(format)).frames
      let recorded = try CaptureFolder().parse(workspace.file("tiny")).frames
      #expect(read.map(\.name) == recorded.map(\.name))
      for (a, b) in zip(read, recorded) {
        #expect(length(a.camera.position - 2 * b.camera.position) < 1e-6)
        #expect(length(a.camera.forward - b.camera.forward) < 1e-6)
      }
    }
  }

  @Test func aMeshIsWrittenInBothFormats() throws {
    let workspace = try Workspace(withScene: true)
    for file in ["a.ply", "a.glb"] {
      _ = expectSuccess(
        try workspace.run("export", "scene", "--format", "mesh", "--resolution", "24", "-o", file))
    }
    let faces = try PLYTable(contentsOf: workspace.file("a.ply")).element("face")
    #expect(faces.count > 100)
    let wrong = try workspace.run("export", "scene", "--format", "mesh", "-o", "a.obj")
    expectFailure(wrong, status: 64, mentions: ".glb")
  }

  @Test func anExportedSceneIsRenderedAndExportedAgain() throws {
    let workspace = try Workspace(withScene: true)
    _ = expectSuccess(
      try workspace.run("export", "scene", "-o", "a.spz", "--up", "z", "--rotate", "-90,0,15"))
    _ = expectSuccess(try workspace.run("export", "a.spz", "-o", "b.ply", "--layer", "scene"))
    for file in ["a.spz", "b.ply"] {
      _ = expectSuccess(
        try workspace.run("render", file, "--width", "32", "--frame", "0", "-o", "\(file).png"))
    }
    expectFailure(
      try workspace.run("export", "a.spz", "-o", "c.ply", "--layer", "hand"), status: 64, mentions: "hand")
  }

  @Test func handsAreThoseOfTheCapture() throws {
    let workspace = try Workspace(withScene: true)
    let arguments = ["export", "scene", "--format", "hands", "-o", "hands.glb"]
    let printed = expectSuccess(try Program.run(arguments + ["--capture", "tiny"], in: workspace.url))
    #expect(printed.contains("right hand in 8 of 8 frames, weights found from its motion"))
    #expect(try Data(contentsOf: workspace.file("hands.glb")).starts(with: Data("glTF".utf8)))
    expectFailure(try Program.run(arguments, in: workspace.url), mentions: "--capture")
    // Hands that a method has refined lie in the scene.
    try FileManager.default.copyItem(
      at: workspace.file("tiny/hands.npz"), to: workspace.file("scene/hands.npz"))
    let own = expectSuccess(try Program.run(arguments, in: workspace.url))
    #expect(own.contains("right hand in 8 of 8 frames"))
    try FileManager.default.removeItem(at: workspace.file("tiny/hands.npz"))
    let without = try Program.run(arguments + ["--capture", "tiny"], in: workspace.url)
    expectFailure(without, mentions: "shows no hand")
  }

  @Test func aPageHoldsTheScene() throws {
    let workspace = try Workspace(withScene: true)
    let printed = expectSuccess(
      try workspace.run("export", "scene", "-o", "scene.html", "--capture", "tiny"))
    for word in ["Gaussians, ", "largest errors: positions ", "the worst: SSIM 0.9"] {
      #expect(printed.contains(word), "\(printed)")
    }
    let page = try String(contentsOf: workspace.file("scene.html"), encoding: .utf8)
    #expect(page.hasPrefix("<!doctype html>") && page.contains("\"side\":\"right\""))
    let turned = try workspace.run("export", "scene", "-o", "scene.html", "--up", "z")
    expectFailure(turned, status: 64, mentions: "--up")
  }

  @Test func glTFIsReadAgain() throws {
    let workspace = try Workspace(withScene: true)
    _ = expectSuccess(try workspace.run("export", "scene", "-o", "a.glb", "--time", "0.5"))
    _ = expectSuccess(try workspace.run("export", "scene", "-o", "a.ply", "--time", "0.5", "--up", "z"))
    let (read, plain) = (
      try GaussianFile.read(workspace.file("a.glb")), try GaussianFile.read(workspace.file("a.ply"))
    )
    #expect((read.means.detached() - plain.means.detached()).abs().max().item() < 1e-5)
    _ = expectSuccess(try workspace.run("render", "a.glb", "--frame", "0", "-o", "a.png"))
    // A file of Gaussians goes back as it came.
    _ = expectSuccess(try workspace.run("export", "a.glb", "-o", "b.glb"))
    let again = try GaussianFile.read(workspace.file("b.glb"))
    #expect((read.means.detached() - again.means.detached()).abs().max().item() < 1e-6)
    try workspace.halve("a.glb")
    expectFailure(try workspace.run("render", "a.glb", "-o", "a.mp4"), mentions: "cut short")
  }

  @Test(.enabled(if: Program.isInstalled("ffmpeg"), "ffmpeg is missing"))
  func aVideoIsTheOneThatRenderMakes() throws {
    let workspace = try Workspace(withScene: true)
    for command in ["export", "render"] {
      _ = expectSuccess(
        try workspace.run(
          command, "scene", "--camera", "orbit", "--count", "3", "--fps", "10", "--width", "32", "-o",
          "\(command).mp4"))
    }
    let videos = try ["export.mp4", "render.mp4"].map { try Data(contentsOf: workspace.file($0)) }
    #expect(videos[0] == videos[1] && videos[0].count > 500)
  }

  @Test func wrongUseIsToldOf() throws {
    let workspace = try Workspace(withScene: true)
    for arguments in [
      ["-o", "a.xyz"], ["-o", "folder"], ["-o", "a.ply", "--time", "2"], ["-o", "a.ply", "--rotate", "1,2"],
      ["-o", "a.ply", "--rotate", "1,2,nan"], ["-o", "a.ply", "--scale", "0"], ["-o", "a.mp4", "--up", "z"],
      ["-o", "a.mp4", "--count", "0"],
    ] {
      expectFailure(try Program.run(["export", "scene"] + arguments, in: workspace.url), status: 64)
    }
    expectFailure(try workspace.run("export", "nowhere", "-o", "a.ply"), mentions: "nowhere")
    expectFailure(try workspace.run("export", "scene", "-o", "missing/a.ply"), mentions: "missing")
    try Data("no splats".utf8).write(to: workspace.file("text.ply"))
    expectFailure(try workspace.run("export", "text.ply", "-o", "a.spz"), mentions: "text.ply")
    expectFailure(try workspace.run("render", "text.ply", "-o", "a.mp4"), mentions: "text.ply")
  }
}
