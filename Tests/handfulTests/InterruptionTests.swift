import Foundation
import Testing

@Suite struct InterruptionTests {
  @Test func controlCSavesAndResumeFinishes() throws {
    let workspace = try Workspace()
    let arguments = ["reconstruct", "tiny", "-o", "scene", "--iterations", "1000000"]
    let run = try Program.Run(arguments, in: workspace.url)
    let deadline = Date(timeIntervalSinceNow: 60)
    // The first snapshot comes with the first line of progress: from here on it listens.
    while !workspace.exists("scene/snapshot/scene.json"), run.process.isRunning, Date() < deadline {
      usleep(20_000)
    }
    expectFailure(
      try Program.run(["reconstruct", "tiny", "-o", "scene", "--overwrite"], in: workspace.url),
      mentions: "another process")
    run.process.interrupt()
    let outcome = try run.wait()
    #expect(outcome.status == 130, "\(outcome.errors)")
    #expect(workspace.exists("scene/checkpoint.safetensors") && !workspace.exists("scene/scene.json"))
    // What there is of the scene can be looked at.
    #expect(workspace.exists("scene/snapshot/scene.json"))
    #expect(outcome.messages.count == 1)
    let match = try #require(
      outcome.messages[0].firstMatch(of: #/interrupted at iteration (\d+); .*--resume/#))
    let reached = try #require(Int(match.1))

    expectFailure(try Program.run(arguments, in: workspace.url), mentions: "--resume")
    // The same schedules, and an end that comes soon.
    let end = ["--resume", "--set", "training.iterations=\(reached + 25)"]
    let finished = try Program.run(arguments + end, in: workspace.url)
    _ = expectSuccess(finished)
    #expect(workspace.exists("scene/scene.json") && !workspace.exists("scene/snapshot"))
    let info = expectSuccess(try workspace.run("info", "scene", "--json"))
    let report = try JSONSerialization.jsonObject(with: Data(info.utf8)) as? [String: Any]
    let origin = report?["origin"] as? [String: Any]
    #expect(origin?["iterations"] as? Int == reached + 25)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: workspace.file("scene/events").path).count == 2)
  }

  @Test func aRunThatWasKilledCanBeReplaced() throws {
    let workspace = try Workspace()
    let run = try Program.Run(
      ["reconstruct", "tiny", "-o", "scene", "--iterations", "1000000"], in: workspace.url)
    let deadline = Date(timeIntervalSinceNow: 60)
    while !workspace.exists("scene/snapshot/scene.json"), run.process.isRunning, Date() < deadline {
      usleep(20_000)
    }
    kill(run.process.processIdentifier, SIGKILL)
    #expect(try run.wait().status == nil)
    // What there was stays to be looked at, and the folder is free.
    _ = expectSuccess(
      try workspace.run("render", "scene/snapshot", "--frame", "0", "-o", "snapshot.png"))
    let arguments = ["reconstruct", "tiny", "-o", "scene", "--iterations", "20"]
    expectFailure(try Program.run(arguments, in: workspace.url), mentions: "--overwrite")
    _ = expectSuccess(try Program.run(arguments + ["--overwrite"], in: workspace.url))
    #expect(workspace.exists("scene/scene.json") && !workspace.exists("scene/snapshot"))
  }
}
