import Files
import Foundation

/// A page that shows a comparison and needs no other file.
struct ComparisonPage {
  private let report: ComparisonReport
  private let folder: URL

  /// A capture, divided in one way, with what every row made of it.
  private struct Section: Encodable {
    var title: String
    var frames: [String]
    var times: [Double]
    var truth: [String]
    var rows: [Row]
    /// Curves of all rows, as HTML.
    var charts: String
  }

  private struct Row: Encodable {
    var label: String
    var rendered: [String]
    var error: [String]
  }

  init(_ report: ComparisonReport, folder: URL) {
    self.report = report
    self.folder = folder
  }

  /// The page, with its pictures inside.
  func html() throws -> String {
    let sections = try sections()
    let remarks = report.remarks.map { "<p>\(HTMLText.escaped($0))</p>" }.joined(separator: "\n")
    let body = """
      <h1>\(HTMLText.escaped(report.title))</h1>
      <p><code>\(HTMLText.escaped(report.command))</code></p>
      <main id="sections"></main>
      \(report.tables.map { $0.html() }.joined(separator: "\n"))
      \(remarks)
      <script>const sections = \(try HTMLText.script(sections));
      \(Self.script)</script>
      """
    return HTMLPage(title: report.title, style: Self.style, body: body).html()
  }

  /// Of the first seed that is there of each capture and split.
  private func sections() throws -> [Section] {
    var order: [[String]] = []
    for run in report.results.map(\.run) where !order.contains([run.capture, run.split]) {
      order.append([run.capture, run.split])
    }
    return try order.compactMap { key in
      let results = report.labels.compactMap { label in
        report.results.first { $0.run.capture == key[0] && $0.run.split == key[1] && $0.run.label == label }
      }
      guard let first = results.first, !first.pictures.isEmpty else { return nil }
      return Section(
        title: "\(key[0]), \(key[1])", frames: first.pictures.map(\.frame),
        times: first.pictures.map(\.time), truth: try first.pictures.map { try data($0.truth, first) },
        rows: try results.map(row), charts: Self.charts(results))
    }
  }

  /// PSNR of every frame measured, a curve a row.
  private static func charts(_ results: [ComparisonRunResult]) -> String {
    let charts = [Region.full, .handObject].map { region in
      CurveChart(
        title: "PSNR frame by frame, dB: \(region.title.lowercased())", horizontal: "frame measured",
        curves: results.enumerated().map { index, result in
          CurveChart.Curve(label: result.run.label, points: result.heldOut.psnr(of: region), color: index)
        })
    }
    return "<div class=\"charts\">\(charts.map { $0.html() }.joined())</div>"
  }

  private func row(_ result: ComparisonRunResult) throws -> Row {
    Row(
      label: result.run.label, rendered: try result.pictures.map { try data($0.rendered, result) },
      error: try result.pictures.map { try data($0.error, result) })
  }

  /// A picture as an address that holds it.
  private func data(_ name: String, _ result: ComparisonRunResult) throws -> String {
    let file = folder.appending(path: result.run.path).appending(path: name)
    return EmbeddedPicture.address(try InputFile.read(file))
  }
}
