/// A run beside an earlier one.
public struct BenchmarkComparison: Codable, Sendable, Equatable {
  /// What a difference means.
  public enum Verdict: String, Codable, Sendable {
    /// Slower by more than noise.
    case slower = "SLOWER"
    /// Faster by more than noise.
    case faster
    /// Within noise.
    case same
  }

  /// A benchmark that both runs have.
  public struct Row: Codable, Sendable, Equatable {
    /// Its name.
    public var name: String
    /// The best run before, milliseconds.
    public var before: Double
    /// The best run now, milliseconds.
    public var now: Double
    /// By how much one may differ from the other by chance, as a part.
    public var noise: Double

    /// Now as a multiple of before.
    public var ratio: Double { now / before }

    /// What the ratio means.
    public var verdict: Verdict {
      ratio > 1 + noise ? .slower : ratio < 1 / (1 + noise) ? .faster : .same
    }
  }

  /// The least that passes for noise.
  private static let leastNoise = 0.03

  /// The benchmarks that both runs have, in the order of now.
  public var rows: [Row]
  /// Benchmarks of before that were not run now.
  public var missing: [String]
  /// What makes the two hard to compare, a line each.
  public var warnings: [String]

  /// Compares best runs; noise is the larger spread of the two, at least 3 in 100.
  public init(before: BenchmarkReport, now: BenchmarkReport) {
    let earlier = Dictionary(before.rows.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    rows = now.rows.compactMap { row in
      earlier[row.name].map { old in
        Row(
          name: row.name, before: old.timing.best, now: row.timing.best,
          noise: max(Self.leastNoise, old.timing.spread, row.timing.spread))
      }
    }
    let names = Set(now.rows.map(\.name))
    missing = before.rows.map(\.name).filter { !names.contains($0) }
    warnings = Self.warnings(before.machine, now.machine)
  }

  private static func warnings(_ before: Machine, _ now: Machine) -> [String] {
    var warnings: [String] = []
    if before.processor != now.processor || before.cores != now.cores {
      warnings.append("the earlier run was on \(before.processor) with \(before.cores) cores")
    }
    if before.threads != now.threads { warnings.append("the earlier run used \(before.threads) threads") }
    let peaks = now.peakGigaflops / before.peakGigaflops
    if !(0.9...1.1).contains(peaks) {
      warnings.append(
        "the machine's peak is now \(Figures.ratio(peaks)) times what it was: was it idle both times?")
    }
    return warnings
  }

  /// A table of Markdown, with the warnings above and what is missing below.
  public var markdown: String {
    let table = MarkdownTable(
      ["benchmark", "before ms", "now ms", "now / before", "noise", "verdict"],
      rows: rows.map { row in
        [
          row.name, Figures.time(row.before), Figures.time(row.now), Figures.ratio(row.ratio),
          Figures.ratio(row.noise), row.verdict == .same ? "" : row.verdict.rawValue,
        ]
      })
    let notRun = missing.isEmpty ? [] : ["Not run now: " + missing.joined(separator: "; ")]
    return (warnings.map { "Warning: \($0)" } + [table.markdown] + notRun).joined(separator: "\n\n")
  }
}
