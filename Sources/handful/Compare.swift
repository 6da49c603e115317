import ArgumentParser
import Captures
import Evaluation
import Methods

/// The command `handful compare`.
struct Compare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reconstructs captures by several methods and puts their figures side by side.",
    discussion: """
      Each run has a folder in the output's, with its scene and a result.json; runs that are done are not made again, \
      and one that was broken off (Ctrl-C, or worse) goes on from its checkpoint: the same command finishes the work. \
      The report is written after every run, as Markdown, JSON and a page that holds its pictures.

      Figures are those of the whole image and of hands and objects, of the frames held out and of the capture's \
      novel views, with the time and the memory of training. Published figures stand beside them, marked as from \
      other data.

      Example:
        handful compare mug_lift bottle_pour -o comparison --methods all --splits alternate,all --seeds 1,2,3
        handful compare cup -o quick --methods deformable,hexplane:2000
      """)

  @OptionGroup var options: ComparisonOptions

  @Option(
    help:
      "Methods, separated by commas, or all; NAME:N trains one of them N steps. All but static by default.")
  var methods = "all"

  @Option(help: "How frames are divided, separated by commas: alternate, all, every:N, own.")
  var splits = "alternate"

  mutating func validate() throws {
    _ = try entries()
    _ = try parsedSplits()
  }

  func run() async throws {
    try options.run(
      title: "Comparison", entries: try entries(), splits: try parsedSplits(),
      published: PublishedFigures.comparison)
  }

  private func parsedSplits() throws -> [CaptureSplit] {
    try splits.split(separator: ",", omittingEmptySubsequences: false).map { name in
      guard let split = CaptureSplit(String(name)) else {
        throw ValidationError("'\(name)' is no split: write alternate, all, every:N or own")
      }
      return split
    }
  }

  private func entries() throws -> [ComparisonEntry] {
    let names =
      methods == "all"
      ? MethodCatalog.all.map { $0.name }.filter { $0 != Static3D.name }
      : methods.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    return try names.map(entry)
  }

  private func entry(_ text: String) throws -> ComparisonEntry {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard let name = parts.first, MethodCatalog.named(name) != nil else {
      let names = MethodCatalog.all.map { $0.name }.joined(separator: ", ")
      throw ValidationError("'\(text)' is no method: there are \(names)")
    }
    guard parts.count < 2 || (parts.count == 2 && Int(parts[1]).map { $0 > 0 } == true) else {
      throw ValidationError("'\(text)': write a method's steps as \(name):2000")
    }
    let steps = parts.count == 2 ? Int(parts[1]) : options.iterations
    return ComparisonEntry(label: name, method: name, preset: options.preset, iterations: steps)
  }
}
