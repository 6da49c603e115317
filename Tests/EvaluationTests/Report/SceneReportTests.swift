import Captures
import Evaluation
import Files
import Foundation
import Images
import TestSupport
import Testing

@Suite(.enabled(if: Python.isAvailable, "needs .venv/bin/python: run `make setup`"))
struct SceneReportTests {
  private let folder: TestSupport.TemporaryFolder

  init() throws { folder = try TestSupport.TemporaryFolder() }

  private func picture(_ shade: Float = 0.5) throws -> EmbeddedPicture {
    try EmbeddedPicture(Image(width: 12, height: 8, channels: 3, repeating: shade))
  }

  private func page(_ report: SceneReport) throws -> CheckedPage {
    let file = folder.file("report.html")
    try Data(report.html().utf8).write(to: file)
    return try CheckedPage(file)
  }

  @Test func aReportOfNothingElseIsAPage() throws {
    let page = try page(SceneReport(title: "cup", facts: [.init("method", "static")]))
    #expect(page.headings == ["cup", "Scene"] && page.tables == [[["method", "static"]]])
    #expect(page.counts["img"] == 0 && page.counts["polyline"] == 0)
  }

  @Test func textIsShownAsItIs() throws {
    let text = #"<script>alert("x")</script> & 'y'"#
    var report = SceneReport(title: text, facts: [.init(text, text)])
    report.warnings = [.init(Finding(.warning, FileError("a", text, remedy: text)))]
    report.frames = [.init(title: text, pictures: [.init(try picture(), caption: text)])]
    report.remarks = [text]
    let page = try page(report)
    #expect(page.counts["script"] == 0)
    #expect(page.headings.filter { $0 == text }.count == 2)
    #expect(page.tables == [[[text, text]]])
    #expect(page.text.components(separatedBy: text).count > 7)
  }

  @Test func allPartsAreThereInOrder() throws {
    var report = SceneReport(title: "cup", facts: [.init("method", "static")])
    report.capture = [.init("frames", "3")]
    report.warnings = [.init(Finding(.warning, FileError("cup", "soft", remedy: "hold still")))]
    report.frames = [.init(title: "0001", pictures: [.init(try picture(), caption: "recorded")])]
    report.layers = [.init(try picture(0.2), caption: "hand"), .init(try picture(0.9), caption: "object")]
    let metrics = [24.5, 30.25, 28].enumerated().map { index, psnr in
      MetricsTable.Frame(name: "000\(index)", regions: [.full: ImageMetrics(psnr: psnr, ssim: 0.9)])
    }
    report.evaluation = EvaluationReport(
      images: [MetricsTable(title: "Held out", perceptualMetric: nil, frames: metrics)])
    report.training = [.init("time", "1:00")]
    report.settings = [.init("ssimWeight", "0.2")]
    report.versions = [.init("Handful", "1")]
    let page = try page(report)
    #expect(
      page.headings == [
        "cup", "Scene", "Capture", "The capture", "Frames", "0001", "Layers by themselves", "Figures",
        "Held out",
        "Training", "Settings", "Made with",
      ])
    #expect(page.tables.contains { $0.last == ["Full image", "27.58", "0.9000", "–", "3"] })
    #expect(page.text.contains("Warning: soft") && page.text.contains("To do: hold still."))
    #expect(page.counts["img"] == 3 && page.counts["polyline"] == 1)
  }

  @Test func curvesOfALogStayInTheirCharts() throws {
    let events = try EventFile(folder: folder.file("events"))
    for step in stride(from: 20, through: 4000, by: 20) {
      let noise = Double(step * 37 % 101) / 101
      try events.addScalars(
        [
          "loss/total": exp(-Double(step) / 900) * (0.5 + noise), "loss/hand/photometric": noise,
          "loss/object/labels": step == 20 ? .nan : 0, "gaussians/count": Double(10_000 + step),
          "psnr/training": 20 + 10 * noise, "rate/x": 1,
        ], step: step)
    }
    var report = SceneReport(title: "cup", facts: [])
    report.log = try EventLog(folder: folder.file("events"))
    let page = try page(report)
    // Loss and PSNR twice each, rough and smooth; of the parts one is 0 and has no logarithm.
    #expect(page.counts["polyline"] == 6)
    #expect(page.text.contains("hand/photometric") && !page.text.contains("object/labels"))
    #expect(page.text.contains("11k") && page.text.contains("4000"))
  }

  @Test func curvesOfOnePointOrOfOneHeightAreDrawn() throws {
    for values in [[25.0], [25, 25, 25], [0, 0], [100, 1e-9]] {
      var report = SceneReport(title: "cup", facts: [])
      let metrics = values.map { psnr in
        MetricsTable.Frame(name: "f", regions: [.full: ImageMetrics(psnr: psnr, ssim: 0.9)])
      }
      report.evaluation = EvaluationReport(
        images: [MetricsTable(title: "T", perceptualMetric: nil, frames: metrics)])
      let page = try page(report)
      #expect(page.counts["polyline"] == (values.count > 1 ? 1 : 0), "\(values)")
    }
  }

  @Test func settingsAreListedByTheNamesThatAssignmentsTake() throws {
    let file = folder.file("config.json")
    try Data(#"{"b": {"c": 0.25, "d": [1, 2]}, "a": true, "n": null, "e": {}}"#.utf8).write(to: file)
    #expect(
      try SettingsList.read(file) == [
        .init("a", "true"), .init("b.c", "0.25"), .init("b.d", "[1,2]"), .init("e", "{}"), .init("n", "null"),
      ])
    for damaged in ["", "[1]", "{"] {
      try Data(damaged.utf8).write(to: file)
      #expect(throws: FileError.self) { try SettingsList.read(file) }
    }
  }
}
