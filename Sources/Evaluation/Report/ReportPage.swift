import Foundation

/// A report as a page.
struct ReportPage {
  let report: SceneReport

  func html() -> String {
    let sections = [
      header, warnings, video, frames, layers, figures, training,
      section("Settings", facts(report.settings, isNarrow: true)),
      section("Made with", facts(report.versions)),
    ]
    return HTMLPage(
      title: "\(report.title): report", style: Self.style,
      body: sections.filter { !$0.isEmpty }.joined(separator: "\n")
    ).html()
  }

  private var header: String {
    let remarks = report.remarks.map { "<p class=\"remark\">\(HTMLText.escaped($0))</p>" }.joined(
      separator: "\n")
    return """
      <h1>\(HTMLText.escaped(report.title))</h1>
      <div class="beside">
      \(titled("Scene", facts(report.facts)))
      \(titled("Capture", facts(report.capture)))
      </div>
      \(remarks)
      """
  }

  private var warnings: String {
    guard let warnings = report.warnings else { return "" }
    guard !warnings.isEmpty else {
      return section(
        "The capture",
        "<p class=\"fine\">Nothing was found wrong with it: sharpness, exposure, cameras, hands and masks.</p>"
      )
    }
    let items = warnings.map { warning in
      let (fault, severity) = (warning.finding.fault, warning.finding.severity.rawValue)
      let remedy = fault.remedy.map { "<p>To do: \(HTMLText.escaped($0)).</p>" } ?? ""
      return """
        <div class="finding \(severity)">
        <p><strong>\(severity.capitalized):</strong> \(HTMLText.escaped(fault.problem))</p>
        \(remedy)
        \(row(warning.pictures, "small"))
        </div>
        """
    }
    return section("The capture", items.joined(separator: "\n"))
  }

  private var video: String {
    guard let video = report.video else { return "" }
    let caption = HTMLText.escaped(video.caption)
    let size = video.poster.size
    return section(
      "In motion",
      """
      <figure class="screen"><video controls loop muted playsinline preload="metadata" width="\(size.width)" \
      height="\(size.height)" poster="\(video.poster.address)" \
      src="data:video/mp4;base64,\(video.mp4.base64EncodedString())"></video>
      <figcaption>\(caption)</figcaption></figure>
      <div class="paper">\(video.poster.html(video.caption + " The video plays in the page's file."))</div>
      """)
  }

  private var frames: String {
    section(
      "Frames",
      report.frames.map { frame in
        """
        <div class="together"><h3>\(HTMLText.escaped(frame.title))</h3>
        \(row(frame.pictures, "frame"))</div>
        """
      }.joined(separator: "\n"))
  }

  private var layers: String { section("Layers by themselves", row(report.layers, "frame")) }

  private var figures: String {
    guard let evaluation = report.evaluation else { return "" }
    let tables = evaluation.tables.map { $0.html() }.joined(separator: "\n")
    let charts = evaluation.images.map { $0.chart().html() }.filter { !$0.isEmpty }
    return section("Figures", tables + "\n" + Self.charts(charts))
  }

  private var training: String {
    let charts = report.log.map { TrainingCharts($0).all.map { $0.html() } } ?? []
    return section("Training", facts(report.training) + Self.charts(charts))
  }

  private static func charts(_ charts: [String]) -> String {
    charts.isEmpty ? "" : "<div class=\"charts\">\(charts.joined(separator: "\n"))</div>"
  }

  /// A part of the page; nothing without content.
  private func section(_ title: String, _ content: String) -> String {
    content.isEmpty ? "" : "<section>\n<h2>\(HTMLText.escaped(title))</h2>\n\(content)\n</section>"
  }

  private func titled(_ title: String, _ content: String) -> String {
    content.isEmpty ? "" : "<div><h3>\(HTMLText.escaped(title))</h3>\n\(content)</div>"
  }

  private func facts(_ facts: [SceneReport.Fact], isNarrow: Bool = false) -> String {
    guard !facts.isEmpty else { return "" }
    let rows = facts.map { fact in
      "<tr><td class=\"text\">\(HTMLText.escaped(fact.name))</td><td class=\"text\">\(HTMLText.escaped(fact.value))</td></tr>"
    }
    return "<table class=\"facts\(isNarrow ? " narrow" : "")\">\n\(rows.joined(separator: "\n"))\n</table>"
  }

  private func row(_ pictures: [SceneReport.Picture], _ kind: String) -> String {
    guard !pictures.isEmpty else { return "" }
    let figures = pictures.map { $0.picture.html($0.caption) }
    return "<div class=\"row \(kind)\">\(figures.joined(separator: "\n"))</div>"
  }

  /// What this page has beyond the common style.
  private static let style = """
    body { max-width: 1100px; }
    h1 { margin-bottom: .5rem; }
    .beside { display: flex; flex-wrap: wrap; gap: 0 2.5rem; }
    .facts td { border: 0; border-bottom: 1px solid #ddd; padding-left: 0; }
    .facts td:first-child { color: #555; padding-right: 1.2rem; }
    .narrow { font-size: .8rem; font-family: ui-monospace, monospace; }
    .finding { border-left: 5px solid #b8860b; background: #fff8e6; padding: .5rem .9rem; margin: .7rem 0;
      break-inside: avoid; print-color-adjust: exact; }
    .finding.error { border-color: #c0392b; background: #fdecea; }
    .finding p { margin: .2rem 0; }
    .fine { border-left: 5px solid #3a7d44; padding-left: .9rem; }
    .remark { color: #555; }
    .row { display: grid; gap: .6rem; }
    .row.frame { grid-template-columns: repeat(3, 1fr); }
    .row.small { grid-template-columns: repeat(auto-fill, minmax(min(100%, 130px), 160px)); }
    .row img { width: 100%; }
    .paper { display: none; }
    @media (max-width: 600px) { .row.frame { grid-template-columns: repeat(2, 1fr); } }
    @media print {
      .screen { display: none; }
      .paper { display: block; }
      .paper img { max-width: 10cm; }
      .narrow { columns: 1; font-size: 7pt; }
      .row.frame { grid-template-columns: repeat(3, 1fr); }
    }
    """
}
