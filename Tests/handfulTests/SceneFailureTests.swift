import Foundation
import TestSupport
import Testing

/// What is said of scenes and outputs with faults.
@Suite struct SceneFailureTests {
  @Test func aMissingScene() throws {
    let workspace = try Workspace()
    for command in [
      ["evaluate", "nowhere", "--capture", "tiny"], ["render", "nowhere", "-o", "x.mp4"],
      ["info", "nowhere"], ["view", "nowhere"],
    ] {
      expectFailure(try Program.run(command, in: workspace.url), mentions: "nowhere")
    }
  }

  @Test func aDamagedScene() throws {
    let workspace = try Workspace(withScene: true)
    try workspace.halve("scene/layer-scene.safetensors")
    for command in [
      ["evaluate", "scene", "--capture", "tiny"], ["render", "scene", "-o", "x"], ["info", "scene"],
      ["view", "scene"],
    ] {
      expectFailure(try Program.run(command, in: workspace.url), mentions: "layer-scene.safetensors")
    }
  }

  @Test func aSceneWithoutViews() throws {
    let workspace = try Workspace(withScene: true)
    try workspace.editJSON("scene/scene.json") { $0["views"] = [Any]() }
    for camera in ["capture", "novel", "orbit", "spiral"] {
      let outcome = try workspace.run("render", "scene", "-o", "x.mp4", "--camera", camera)
      expectFailure(outcome, mentions: "views")
    }
  }

  @Test func aPlaceThatCannotBeServedOn() throws {
    let workspace = try Workspace(withScene: true)
    expectFailure(try workspace.run("view", "scene", "--address", "here"), mentions: "here")
    // An address that is no computer's own: for documentation (RFC 5737).
    expectFailure(try workspace.run("view", "scene", "--address", "192.0.2.1"), mentions: "192.0.2.1")
    expectFailure(
      try workspace.run("view", "scene", "--capture", "nowhere"), mentions: "nowhere")
  }

  @Test func anOutputThatExists() throws {
    let workspace = try Workspace(withScene: true)
    let record = try Data(contentsOf: workspace.file("scene/scene.json"))
    expectFailure(
      try workspace.run("reconstruct", "tiny", "-o", "scene"), mentions: "--overwrite", "--resume")
    expectFailure(try workspace.run("synthesize", "-o", "tiny"), mentions: "tiny")
    try Data("text".utf8).write(to: workspace.file("file"))
    expectFailure(
      try workspace.run("reconstruct", "tiny", "-o", "file", "--iterations", "5"), mentions: "file")
    expectFailure(try workspace.run("synthesize", "-o", "file"), mentions: "file")
    // A capture that cannot be read does not cost the old scene.
    try workspace.halve("tiny/images/00004.png")
    expectFailure(
      try workspace.run("reconstruct", "tiny", "-o", "scene", "--overwrite"), mentions: "00004.png")
    #expect(try Data(contentsOf: workspace.file("scene/scene.json")) == record)
  }

  @Test func overwritingLeavesNothingOfTheOldScene() throws {
    let workspace = try Workspace(withScene: true)
    try Data("old".utf8).write(to: workspace.file("scene/layer-hand.safetensors"))
    let outcome = try workspace.run(
      "reconstruct", "tiny", "-o", "scene", "--overwrite", "--method", "static", "--iterations", "5")
    _ = expectSuccess(outcome)
    #expect(!workspace.exists("scene/layer-hand.safetensors"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: workspace.file("scene/events").path).count == 1)
  }

  @Test func aCheckpointCutInHalf() throws {
    let workspace = try Workspace(withScene: true)
    try workspace.halve("scene/checkpoint.safetensors")
    let outcome = try workspace.run(
      "reconstruct", "tiny", "-o", "scene", "--resume", "--iterations", "30", "--split", "alternate")
    expectFailure(outcome, mentions: "checkpoint.safetensors")
  }

  @Test func aCheckpointOfOtherSettings() throws {
    let workspace = try Workspace(withScene: true)
    for arguments in [["--method", "static", "--split", "alternate"], ["--split", "all"]] {
      let outcome = try Program.run(
        ["reconstruct", "tiny", "-o", "scene", "--resume", "--iterations", "30"] + arguments,
        in: workspace.url)
      expectFailure(outcome, mentions: "checkpoint.safetensors", "other settings or frames")
    }
    expectFailure(try workspace.run("reconstruct", "tiny", "-o", "new", "--resume"), mentions: "checkpoint")
  }

  @Test func divergingNumbers() throws {
    let workspace = try Workspace()
    let outcome = try workspace.run(
      "reconstruct", "tiny", "-o", "x", "--method", "static", "--iterations", "50", "--set",
      "learningRates.scales=1e30")
    expectFailure(outcome, mentions: "iteration", "layer 'scene'", "checkpoint")
  }

  @Test(.enabled(if: SmallDisk.canMount, "mounting a disk needs root")) func aFullDisk() throws {
    let workspace = try Workspace(withScene: true)
    let disk = try SmallDisk()
    let place = disk.url.appending(path: "out").path
    let synthesis = try workspace.run("synthesize", "-o", place, "--frames", "30", "--novel-views", "0")
    expectFailure(synthesis, mentions: "the disk is full")
    try FileManager.default.removeItem(atPath: place)
    let run = try workspace.run("reconstruct", "tiny", "-o", place, "--method", "static", "--iterations", "5")
    expectFailure(run, mentions: "the disk is full")
    try FileManager.default.removeItem(atPath: place)
    let frames = try workspace.run("render", "scene", "-o", place, "--width", "800")
    expectFailure(frames, mentions: "the disk is full")
    #expect(try FileManager.default.contentsOfDirectory(atPath: place).allSatisfy { $0.hasSuffix(".png") })
  }
}
