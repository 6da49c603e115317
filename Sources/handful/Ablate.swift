import ArgumentParser
import Captures
import Evaluation
import Methods

/// The command `handful ablate`.
struct Ablate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes the interaction-aware method apart: what is lost without each of its parts.",
    discussion: """
      The rows of the paper's Table 3, each the method with some settings changed (Documentation/results.md lists \
      them); runs, reports and going on are as of `handful compare`.

      Example:
        handful ablate mug_lift -o ablation --seeds 1,2,3
      """)

  @OptionGroup var options: ComparisonOptions

  @Option(help: "How frames are divided: alternate, all, every:N, own.")
  var split = CaptureSplit.alternate

  @Option(
    name: .customLong("set"), help: "Changes a setting of every row: key=value. May be repeated.")
  var assignments: [String] = []

  func run() async throws {
    try options.run(
      title: "Ablation",
      entries: Ablation.entries(
        preset: options.preset, iterations: options.iterations, assignments: assignments),
      splits: [split], published: PublishedFigures.ablation)
  }
}
