import Captures
import Foundation

/// Makes tables of the results of a comparison.
struct ComparisonTables {
  let plan: ComparisonPlan
  let results: [ComparisonRunResult]
  let published: [PublishedFigures]

  /// The regions that have tables of their own.
  private static let regions: [Region] = [.full, .handObject]

  /// Of each split and region, then of the novel views, then of time and memory; only those that have figures.
  var all: [FigureTable] {
    let held = plan.splits.flatMap { split in
      Self.regions.compactMap { region in
        let sources = published.filter { $0.split == split && $0.region == region }
        return pictures(split, region, title: Self.title(split), sources) { $0.heldOut }
      }
    }
    let novel = plan.splits.flatMap { split in
      Self.regions.compactMap {
        pictures(split, $0, title: "Novel views, \(Self.name(split))", []) { $0.novel }
      }
    }
    return held + novel + plan.splits.compactMap(costs)
  }

  private static func title(_ split: CaptureSplit) -> String {
    split == .all ? "All frames, which were learnt" : "Frames held out, \(name(split))"
  }

  private static func name(_ split: CaptureSplit) -> String {
    split == .alternate ? "alternate frames" : split == .all ? "all frames learnt" : split.description
  }

  /// The figures of pictures, three columns a capture; none where there are no figures.
  private func pictures(
    _ split: CaptureSplit, _ region: Region, title: String, _ sources: [PublishedFigures],
    table: (ComparisonRunResult) -> MetricsTable?
  ) -> FigureTable? {
    let captures = plan.captures.map(\.lastPathComponent)
    let measured = results.filter { $0.run.split == split.description }
    guard measured.contains(where: { table($0)?.mean[region] != nil }) else { return nil }
    let metric = measured.compactMap { table($0)?.perceptualMetric }.first
    func columns(_ name: String, _ metric: String) -> [String] {
      ["PSNR (dB) ↑", "SSIM ↑", "\(metric) ↓"].map { "\(name): \($0)" }
    }
    let labels = plan.entries.map(\.label)
    let others = sources.flatMap { $0.rows.map(\.label) }.filter { !labels.contains($0) }
    let rows = (labels + others.uniqued()).map { label in
      [label]
        + captures.flatMap { capture in
          let runs = measured.filter { $0.run.label == label && $0.run.capture == capture }
          return Self.cells(runs.compactMap { table($0)?.mean[region] })
        }
        + sources.flatMap { source in Self.cells(of: source.rows.first { $0.label == label }) }
    }
    return FigureTable(
      title: "\(title): \(region.title.lowercased())",
      columns: ["method"] + captures.flatMap { columns($0, metric ?? "LPIPS") }
        + sources.flatMap { columns("published, other data (\($0.source))", "LPIPS") },
      rows: rows, notes: notes(sources, metric: metric))
  }

  private func notes(_ sources: [PublishedFigures], metric: String?) -> [String] {
    let seeds =
      "Mean ± standard deviation over the seeds \(plan.seeds.map(String.init).joined(separator: ", "))."
    guard !sources.isEmpty else { return plan.seeds.count > 1 ? [seeds] : [] }
    let data =
      "Published figures are of other data, and their LPIPS is \(metric == "LPIPS" ? "of their network" : "not our perceptual metric"): they say what the authors found, not what to expect here."
    return (plan.seeds.count > 1 ? [seeds] : []) + [data]
  }

  private static func cells(_ metrics: [ImageMetrics]) -> [String] {
    func cell(_ values: [Double], _ places: Int) -> String { Spread(values)?.text(places: places) ?? "–" }
    return [
      cell(metrics.map(\.psnr), 2), cell(metrics.map(\.ssim), 4), cell(metrics.compactMap(\.perceptual), 4),
    ]
  }

  private static func cells(of row: PublishedFigures.Row?) -> [String] {
    guard let row else { return ["–", "–", "–"] }
    return [row.psnr, row.ssim, row.lpips].map { String(format: "%.2f", $0) }
  }

  /// Time, memory and Gaussians, three columns a capture.
  private func costs(_ split: CaptureSplit) -> FigureTable? {
    let captures = plan.captures.map(\.lastPathComponent)
    let measured = results.filter { $0.run.split == split.description }
    guard !measured.isEmpty else { return nil }
    let rows = plan.entries.map(\.label).map { label in
      [label]
        + captures.flatMap { capture in
          let runs = measured.filter { $0.run.label == label && $0.run.capture == capture }
          return [
            Spread(runs.compactMap(\.seconds))?.text(places: 0) ?? "–",
            Spread(runs.compactMap(\.peakMegabytes))?.text(places: 0) ?? "–",
            Spread(runs.map { Double($0.gaussians) })?.text(places: 0) ?? "–",
          ]
        }
    }
    return FigureTable(
      title: "Time and memory of training, \(Self.name(split))",
      columns: ["method"]
        + captures.flatMap { name in ["time (s)", "peak memory (MB)", "Gaussians"].map { "\(name): \($0)" } },
      rows: rows,
      notes: [
        "Memory is the most that the process held while it trained, with what earlier runs had left in it."
      ])
  }
}

extension [String] {
  /// Each element once, where it came first.
  fileprivate func uniqued() -> [String] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
