/// What a run measured.
public struct BenchmarkReport: Codable, Sendable, Equatable {
  /// The version of the report's form.
  public var format = 1
  /// Where it was measured.
  public var machine: Machine
  /// The device that was measured, where that is not the machine's processor: name, architecture, driver.
  public var device: String?
  /// The part of the processors' time that other programs took meanwhile, 0...1; none where the system does not tell.
  public var othersShare: Double?
  /// The workloads that were drawn, with what drawing them takes.
  public var workloads: [WorkloadLibrary.Summary]
  /// What was measured.
  public var rows: [BenchmarkRow]
  /// How it compares with an earlier run.
  public var comparison: BenchmarkComparison?

  /// Puts a report together, with the rows' bounds on the machine.
  public init(
    machine: Machine, othersShare: Double?, workloads: [WorkloadLibrary.Summary], rows: [BenchmarkRow]
  ) {
    self.machine = machine
    self.othersShare = othersShare
    self.workloads = workloads
    self.rows = rows.map { row in
      var row = row
      row.bound = row.cost.map(machine.bound)
      return row
    }
  }

  /// All of it as text with tables of Markdown.
  public var markdown: String {
    let parts = [
      machine.summary, device, disturbance, workloadTable?.markdown, rowTable.markdown, memoryTable?.markdown,
      comparison?.markdown,
    ]
    return parts.compactMap(\.self).joined(separator: "\n\n")
  }

  private var disturbance: String? {
    guard let othersShare, othersShare > 0.03 else { return nil }
    return
      "Warning: other programs took \(Figures.whole(othersShare * 100)) % of the processors' time meanwhile"
  }

  private var workloadTable: MarkdownTable? {
    guard !workloads.isEmpty else { return nil }
    return MarkdownTable(
      ["workload", "Gaussians drawn", "size", "pairs with tiles", "lane evaluations", "contributing pairs"],
      rows: workloads.map { workload in
        let counts = workload.counts
        return [
          workload.name, "\(counts.drawn) of \(workload.gaussians)",
          workload.size.map(String.init).joined(separator: " x "), Figures.amount(Double(counts.tilePairs)),
          Figures.amount(Double(counts.laneEvaluations)), Figures.amount(Double(counts.contributingPairs)),
        ]
      })
  }

  private var rowTable: MarkdownTable {
    let showsPeak = rows.contains { $0.memory != nil }
    let showsBound = rows.contains { $0.bound != nil }
    let columns =
      ["benchmark", "best ms", "median ms", "a run does", "ns for one"]
      + (showsBound ? ["bound ms", "best / bound"] : []) + (showsPeak ? ["peak MB"] : [])
    return MarkdownTable(
      columns,
      rows: rows.map { row in
        let bound = [
          row.bound.map { "\(Figures.time($0.milliseconds)) (\($0.limit.rawValue))" } ?? "",
          row.timesBound.map { Figures.ratio($0) } ?? "",
        ]
        return [
          row.name, Figures.time(row.timing.best), Figures.time(row.timing.median),
          row.work.map { "\(Figures.amount($0.count)) \($0.unit)" } ?? "",
          row.nanosecondsPerUnit.map { Figures.time($0) } ?? "",
        ] + (showsBound ? bound : []) + (showsPeak ? [row.peakMegabytes.map { Figures.whole($0) } ?? ""] : [])
      })
  }

  private var memoryTable: MarkdownTable? {
    let staged = rows.filter { ($0.memory?.count ?? 0) > 1 }
    guard !staged.isEmpty else { return nil }
    return MarkdownTable(
      ["benchmark", "until", "peak MB"],
      rows: staged.flatMap { row in
        (row.memory ?? []).map { [row.name, $0.name, Figures.whole($0.peakMegabytes)] }
      })
  }
}

extension BenchmarkRow {
  /// The most that was resident at the end, 10⁶ bytes, where the benchmark had a process of its own.
  public var peakMegabytes: Double? { memory?.last?.peakMegabytes }
}
