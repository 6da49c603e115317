import Foundation
import TestSupport
import Testing

@Suite struct CompareTests {
  @Test func comparesAndGoesOnWhereItWas() throws {
    let workspace = try Workspace()
    let arguments = ["compare", "tiny", "-o", "out", "--methods", "static:3,deformable:2", "--threads", "2"]
    let first = try Program.run(arguments, in: workspace.url)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.contains("| static |") && first.output.contains("| deformable |"))
    #expect(first.output.contains("published, other data"))
    for file in ["report.md", "report.json", "report.html", "tiny/alternate/static/seed-1/result.json"] {
      #expect(workspace.exists("out/\(file)"), "\(file)")
    }
    let second = try Program.run(arguments, in: workspace.url)
    #expect(second.status == 0 && second.output == first.output && second.errors.isEmpty)
    // Of more seeds the report says what is not there yet.
    let planned = try Program.run(arguments + ["--seeds", "1,2", "--report-only"], in: workspace.url)
    #expect(planned.status == 0 && planned.output.contains("Not run: tiny/alternate/static/seed-2"))
    let other = try Program.run(
      ["compare", "tiny", "-o", "out", "--methods", "static:4"], in: workspace.url)
    #expect(other.status == 1 && other.errors.contains("other settings"))
  }

  @Test(arguments: [
    ["--methods", "nothing"], ["--methods", "static:0"], ["--methods", "static:x"], ["--seeds", "1,1"],
    ["--seeds", "one"], ["--splits", "half"], ["--downscale", "0.5"], ["--iterations", "0"],
  ])
  func wrongArgumentsAreNamed(_ arguments: [String]) throws {
    let workspace = try Workspace()
    let outcome = try Program.run(["compare", "tiny", "-o", "out"] + arguments, in: workspace.url)
    #expect(outcome.status == 64 && !workspace.exists("out"), "\(outcome.errors)")
  }

  @Test func aRunThatFailsIsToldAndTheOthersAreMade() throws {
    let workspace = try Workspace()
    let outcome = try workspace.run(
      "compare", "tiny", "missing", "-o", "out", "--methods", "static:2", "--threads", "2")
    #expect(outcome.status == 1 && outcome.output.contains("Failed: missing/alternate/static/seed-1"))
    #expect(workspace.exists("out/tiny/alternate/static/seed-1/result.json"))
  }
}
