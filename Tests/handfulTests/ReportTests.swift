import Foundation
import Images
import TestSupport
import Testing

@Suite(.enabled(if: Python.isAvailable, "needs .venv/bin/python: run `make setup`"))
struct ReportTests {
  private func page(_ workspace: Workspace, _ arguments: String...) throws -> CheckedPage {
    let made = expectSuccess(
      try Program.run(["report", "scene", "-o", "report.html"] + arguments, in: workspace.url))
    #expect(made.contains("report.html: "))
    return try CheckedPage(workspace.file("report.html"))
  }

  /// The rows of the tables that `evaluate` prints, as cells.
  private func evaluated(_ workspace: Workspace) throws -> [[String]] {
    expectSuccess(try workspace.run("evaluate", "scene", "--capture", "tiny")).split(separator: "\n")
      .filter { $0.hasPrefix("| ") }
      .map { $0.dropFirst(2).dropLast(2).components(separatedBy: " | ") }
  }

  @Test func aReportShowsWhatEvaluateMeasures() throws {
    let workspace = try Workspace(withScene: true)
    let page = try page(workspace, "--capture", "tiny")
    let rows = try evaluated(workspace)
    #expect(rows.count > 10)
    for row in rows { #expect(page.tables.joined().contains(row), "\(row)") }
    for part in ["The capture", "In motion", "Frames", "Figures", "Training", "Settings", "Made with"] {
      #expect(
        page.headings.contains(part) || (part == "In motion" && !Program.isInstalled("ffmpeg")), "\(part)")
    }
    #expect(page.text.contains("Nothing was found wrong"))
    #expect(
      page.headings.contains { $0.contains("the worst") }
        && page.headings.contains { $0.contains("the best") })
    // Four frames were held out: three pictures each, and what the video begins with.
    #expect((12...13).contains(page.counts["img"] ?? 0))
    #expect(page.tables.joined().contains(["training.iterations", "30"]))
    #expect(page.tables.joined().contains(["steps", "30"]))
  }

  @Test func figuresMeasuredBeforeAreTaken() throws {
    let workspace = try Workspace(withScene: true)
    let json = expectSuccess(try workspace.run("evaluate", "scene", "--capture", "tiny", "--json"))
    // So that they can be told from figures that are measured now.
    try Data(json.replacing("Frames held out by alternate", with: "From a file").utf8)
      .write(to: workspace.file("figures.json"))
    #expect(try page(workspace, "--metrics", "figures.json").headings.contains("From a file"))
    #expect(
      try page(workspace, "--metrics", "figures.json", "--capture", "tiny").headings.contains("From a file"))
    try Data(json.replacing("\"00003\"", with: "\"other\"").utf8).write(to: workspace.file("figures.json"))
    let outcome = try workspace.run(
      "report", "scene", "-o", "x.html", "--metrics", "figures.json", "--capture", "tiny")
    expectFailure(outcome, mentions: "'other'", "tiny")
    try workspace.halve("figures.json")
    expectFailure(
      try workspace.run("report", "scene", "-o", "x.html", "--metrics", "figures.json"),
      mentions: "figures.json")
    #expect(!workspace.exists("x.html"))
  }

  @Test func withoutACaptureThereIsWhatThereIs() throws {
    let workspace = try Workspace(withScene: true)
    for name in ["config.json", "events"] {
      try FileManager.default.removeItem(at: workspace.file("scene/\(name)"))
    }
    let page = try page(workspace)
    #expect(page.headings.contains("Frames") && !page.headings.contains("Figures"))
    for word in ["--capture", "config.json", "events/"] { #expect(page.text.contains(word), "\(word)") }
    _ = expectSuccess(try workspace.run("export", "scene", "-o", "scene.ply"))
    _ = expectSuccess(try workspace.run("report", "scene.ply", "-o", "ply.html"))
    #expect(try CheckedPage(workspace.file("ply.html")).headings.contains("scene.ply"))
  }

  @Test func badFramesAreNamedWithWhatToDo() throws {
    let workspace = try Workspace(withScene: true)
    let file = workspace.file("tiny/images/00004.png")
    let image = try ImageFile.read(file)
    try ImageFile.write(image.resized(width: 6, height: 4).resized(width: 48, height: 36), to: file)
    let sentence = "frames that are far less sharp than those around them: 00004"
    let told = try workspace.run("info", "tiny")
    #expect(told.status == 0 && told.output.contains(sentence))
    let page = try page(workspace, "--capture", "tiny")
    #expect(page.text.contains("Warning: " + sentence) && page.text.contains("To do: record more slowly"))
  }

  @Test func aReportOfARunOfACompareHasItsFigures() throws {
    let workspace = try Workspace()
    let made = try workspace.run("compare", "tiny", "-o", "out", "--methods", "static:3", "--threads", "2")
    _ = expectSuccess(made)
    let run = "out/tiny/alternate/static/seed-1"
    _ = expectSuccess(try workspace.run("report", run, "-o", "run.html"))
    let page = try CheckedPage(workspace.file("run.html"))
    #expect(page.headings.contains("Held-out frames"))
  }

  @Test func wrongInputIsToldInALine() throws {
    let workspace = try Workspace(withScene: true)
    expectFailure(try workspace.run("report", "nowhere", "-o", "x.html"), mentions: "nowhere")
    expectFailure(
      try workspace.run("report", "scene", "-o", "x.html", "--capture", "nowhere"), mentions: "nowhere")
    expectFailure(try workspace.run("report", "scene", "-o", "nowhere/x.html"), mentions: "nowhere")
    for wrong in [
      ["-o", "x.pdf"], ["-o", "x.html", "--lpips", "a.pt"], ["-o", "x.html", "--split", "all"],
      ["-o", "x.html", "--capture", "tiny", "--metrics", "a.json", "--split", "all"],
    ] {
      expectFailure(try Program.run(["report", "scene"] + wrong, in: workspace.url), status: 64)
    }
    let log = try FileManager.default.contentsOfDirectory(atPath: workspace.file("scene/events").path)[0]
    var data = try Data(contentsOf: workspace.file("scene/events/\(log)"))
    data[data.startIndex + 40] ^= 1
    try data.write(to: workspace.file("scene/events/\(log)"))
    expectFailure(try workspace.run("report", "scene", "-o", "x.html"), mentions: "tfevents", "checksum")
    #expect(!workspace.exists("x.html"))
  }
}
