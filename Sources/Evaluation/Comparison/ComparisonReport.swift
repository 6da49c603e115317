import Captures
import Files
import Foundation

/// All that a comparison found, as tables.
public struct ComparisonReport: Sendable, Codable {
  /// A run that could not be made.
  public struct Failure: Sendable, Equatable, Codable {
    /// Which.
    public var run: ComparisonRun
    /// Why, in one line.
    public var reason: String

    /// Puts a failure together.
    public init(run: ComparisonRun, reason: String) {
      self.run = run
      self.reason = reason
    }
  }

  /// What it is called.
  public var title: String
  /// What was asked for.
  public var command: String
  /// The rows' names in order.
  public var labels: [String]
  /// The runs that are done.
  public var results: [ComparisonRunResult]
  /// The runs that failed.
  public var failures: [Failure]
  /// The runs that are still to be made.
  public var missing: [ComparisonRun]
  /// The tables of ``results``.
  public private(set) var tables: [FigureTable]

  /// Puts the report of `plan` together.
  ///
  /// - Parameters:
  ///   - results: of the runs that are done.
  ///   - published: stands beside them, marked as from other data.
  public init(
    title: String, command: String, plan: ComparisonPlan, results: [ComparisonRunResult],
    failures: [Failure] = [], published: [PublishedFigures] = []
  ) {
    self.title = title
    self.command = command
    labels = plan.entries.map(\.label)
    self.results = results
    self.failures = failures
    let settled = Set(results.map(\.run)).union(failures.map(\.run))
    missing = plan.runs.filter { !settled.contains($0) }
    tables = ComparisonTables(plan: plan, results: results, published: published).all
  }

  /// The whole report in Markdown.
  public func markdown() -> String {
    (["## \(title)\n", "`\(command)`\n"] + tables.map { $0.markdown() } + remarks.map { $0 + "\n" })
      .joined(separator: "\n")
  }

  /// What is not in the tables: runs that failed or are missing.
  var remarks: [String] {
    failures.map { "Failed: \($0.run.path): \($0.reason)" }
      + missing.map { "Not run: \($0.path)" }
  }

  /// Writes `report.md`, `report.json` and the page `report.html`, which holds its pictures.
  /// - Parameter folder: that of the runs.
  /// - Throws: ``FileError`` if a picture cannot be read or a file not be written.
  public func write(to folder: URL) throws {
    try JSONFile.write(self, to: folder.appending(path: "report.json"))
    try AtomicFile.write(Data(markdown().utf8), to: folder.appending(path: "report.md"))
    let page = try ComparisonPage(self, folder: folder).html()
    try AtomicFile.write(Data(page.utf8), to: folder.appending(path: "report.html"))
  }
}
