import Captures
import Evaluation
import Files
import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct ComparisonReportTests {
  /// A result with these figures, and no pictures.
  private func result(
    _ label: String, seed: UInt64, psnr: Double, split: CaptureSplit = .alternate, seconds: Double? = 10
  ) -> ComparisonRunResult {
    let regions: [Region: ImageMetrics] = [
      .full: ImageMetrics(psnr: psnr, ssim: 0.9, perceptual: 0.25),
      .handObject: ImageMetrics(psnr: psnr - 5, ssim: 0.8),
    ]
    let table = MetricsTable(
      title: "", perceptualMetric: "ST-LPIPS", frames: [MetricsTable.Frame(name: "0001", regions: regions)])
    return ComparisonRunResult(
      run: ComparisonRun(capture: "cup", label: label, split: split, seed: seed), method: label,
      settings: "{}", downscale: 1, heldOut: table, novel: nil, seconds: seconds, peakMegabytes: 100,
      gaussians: 1000, pictures: [])
  }

  private func report(_ results: [ComparisonRunResult], splits: [CaptureSplit] = [.alternate])
    -> ComparisonReport
  {
    let entries = ["hexplane", "mine"].map { ComparisonEntry(label: $0, method: "static", preset: .fast) }
    let plan = ComparisonPlan(
      captures: [URL(filePath: "/data/cup")], entries: entries, splits: splits, seeds: [1, 2])
    return ComparisonReport(
      title: "Cups", command: "handful compare cup", plan: plan, results: results,
      published: PublishedFigures.comparison)
  }

  /// The cells of the row `label` of the table whose title begins with `title`.
  private func row(_ label: String, _ title: String, of report: ComparisonReport) throws -> [String] {
    let table = try #require(report.tables.first { $0.title.hasPrefix(title) })
    #expect(table.rows.allSatisfy { $0.count == table.columns.count })
    return try #require(table.rows.first { $0[0] == label })
  }

  @Test func figuresAreMeansWithTheirSpread() throws {
    let report = report([
      result("hexplane", seed: 1, psnr: 30), result("hexplane", seed: 2, psnr: 32),
      result("mine", seed: 1, psnr: 35, seconds: nil),
    ])
    let full = "Frames held out, alternate frames: full image"
    #expect(
      try row("hexplane", full, of: report)[1...3] == ["31.00 ± 1.41", "0.9000 ± 0.0000", "0.2500 ± 0.0000"])
    #expect(try row("mine", full, of: report)[1...3] == ["35.00", "0.9000", "0.2500"])
    let handObject = "Frames held out, alternate frames: hand and object"
    #expect(try row("mine", handObject, of: report)[1...3] == ["30.00", "0.8000", "–"])
    #expect(try row("mine", "Time and memory", of: report)[1...3] == ["–", "100", "1000"])
    #expect(try row("hexplane", "Time and memory", of: report)[1] == "10 ± 0")
    #expect(report.missing.map(\.label) == ["mine"])
    #expect(report.markdown().contains("Not run: cup/alternate/mine/seed-2"))
  }

  @Test func publishedFiguresStandBesideOursAndAreMarked() throws {
    let report = report([result("hexplane", seed: 1, psnr: 30)])
    let full = "Frames held out, alternate frames: full image"
    let table = try #require(report.tables.first { $0.title == full })
    #expect(table.columns[4] == "published, other data (Table 1, HOI4D, translation): PSNR (dB) ↑")
    #expect(try row("hexplane", full, of: report)[4...6] == ["24.86", "0.80", "0.47"])
    #expect(try row("HOLD", full, of: report)[1...3] == ["–", "–", "–"])
    #expect(try row("HOLD", full, of: report).suffix(3) == ["18.03", "0.84", "0.26"])
    #expect(table.notes.contains { $0.contains("other data") })
  }

  @Test func splitsAndNovelViewsHaveTablesOfTheirOwn() throws {
    var seen = result("mine", seed: 1, psnr: 20, split: .all)
    seen.novel = seen.heldOut
    let report = report([seen], splits: [.alternate, .all])
    #expect(
      report.tables.map(\.title) == [
        "All frames, which were learnt: full image", "All frames, which were learnt: hand and object",
        "Novel views, all frames learnt: full image", "Novel views, all frames learnt: hand and object",
        "Time and memory of training, all frames learnt",
      ])
    let novel = try #require(report.tables.first { $0.title.hasPrefix("Novel") })
    #expect(novel.columns.allSatisfy { !$0.contains("published") })
  }

  @Test func failuresAreToldAndNotMissing() throws {
    let comparison = try TinyComparison(seeds: [1])
    let failure = ComparisonReport.Failure(run: comparison.plan.runs[1], reason: "it diverged")
    let report = comparison.report([], failures: [failure])
    #expect(report.missing == [comparison.plan.runs[0]])
    #expect(report.markdown().contains("it diverged"))
    #expect(report.tables.isEmpty)
  }

  @Test func thePageHoldsItsPicturesAndNeedsNothingElse() throws {
    let comparison = try TinyComparison(seeds: [1])
    let results = try comparison.made()
    try comparison.report(results).write(to: comparison.output)
    let page = try String(contentsOf: comparison.output.appending(path: "report.html"), encoding: .utf8)
    // Four frames: the truth, and of two rows the rendering and its error.
    #expect(page.components(separatedBy: "data:image/jpeg;base64,").count - 1 == 4 * 5)
    #expect(page.contains("a &lt;b&gt; &amp; &#39;c&#39;") && !page.contains("a <b>"))
    for reference in ["src=\"", "href=", "url(", "@import"] { #expect(!page.contains(reference)) }
    let read = try JSONFile.read(
      ComparisonReport.self, from: comparison.output.appending(path: "report.json"))
    #expect(read.results == results && read.tables.count == 5)
    let text = try String(contentsOf: comparison.output.appending(path: "report.md"), encoding: .utf8)
    #expect(text.contains("## Tiny") && text.contains("Novel views"))
  }
}
