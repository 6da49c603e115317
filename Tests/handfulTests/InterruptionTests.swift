import Foundation
import Testing

@Suite struct InterruptionTests {
  @Test func controlCSavesAndResumeFinishes() throws {
    let workspace = try Workspace()
    let arguments = ["reconstruct", "tiny", "-o", "scene", "--iterations", "1000000"]
    let run = try Program.Run(arguments, in: workspace.url)
    let deadline = Date(timeIntervalSinceNow: 60)
    // The first line of progress: from here on it listens.
    while try run.errorsSoFar().isEmpty, run.process.isRunning, Date() < deadline { usleep(20_000) }
    run.process.interrupt()
    let outcome = try run.wait()
    #expect(outcome.status == 130, "\(outcome.errors)")
    #expect(workspace.exists("scene/checkpoint.safetensors") && !workspace.exists("scene/scene.json"))
    #expect(outcome.messages.count == 1)
    let match = try #require(
      outcome.messages[0].firstMatch(of: #/interrupted at iteration (\d+); .*--resume/#))
    let reached = try #require(Int(match.1))

    expectFailure(try Program.run(arguments, in: workspace.url), mentions: "--resume")
    // The same schedules, and an end that comes soon.
    let end = ["--resume", "--set", "training.iterations=\(reached + 25)"]
    let finished = try Program.run(arguments + end, in: workspace.url)
    _ = expectSuccess(finished)
    let info = expectSuccess(try workspace.run("info", "scene", "--json"))
    let report = try JSONSerialization.jsonObject(with: Data(info.utf8)) as? [String: Any]
    let origin = report?["origin"] as? [String: Any]
    #expect(origin?["iterations"] as? Int == reached + 25)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: workspace.file("scene/events").path).count == 2)
  }
}
