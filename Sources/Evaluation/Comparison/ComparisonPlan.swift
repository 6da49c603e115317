import Captures
import Files
import Foundation
import Methods

/// What is to be compared: every entry on every capture, with every division of its frames and every seed.
public struct ComparisonPlan: Sendable {
  /// The captures' folders.
  public var captures: [URL]
  /// The rows.
  public var entries: [ComparisonEntry]
  /// How frames are divided: `alternate` holds every other frame out, `all` measures on the frames that were learnt.
  public var splits: [CaptureSplit]
  /// Each gives a run of its own.
  public var seeds: [UInt64]
  /// By how much images are shrunk.
  public var downscale: Double

  /// Puts a plan together.
  public init(
    captures: [URL], entries: [ComparisonEntry], splits: [CaptureSplit], seeds: [UInt64],
    downscale: Double = 1
  ) {
    self.captures = captures
    self.entries = entries
    self.splits = splits
    self.seeds = seeds
    self.downscale = downscale
  }

  /// All runs, seed after seed, so that a comparison that is broken off has whole tables of fewer seeds.
  public var runs: [ComparisonRun] {
    seeds.flatMap { seed in
      captures.flatMap { capture in
        splits.flatMap { split in
          entries.map { entry in
            ComparisonRun(capture: capture.lastPathComponent, label: entry.label, split: split, seed: seed)
          }
        }
      }
    }
  }

  /// Checks that runs can be told apart and that every entry's settings fit its method.
  /// - Throws: ``FileError`` for captures of one name, ``ComparisonError`` for rows of one name and unknown methods,
  ///   ``Settings/SettingError`` for settings.
  public func validate() throws {
    let names = captures.map(\.lastPathComponent)
    if let name = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw FileError(name, "two captures have this name", remedy: "rename a folder, or compare them apart")
    }
    let labels = entries.map(\.label)
    if let label = labels.first(where: { label in labels.count { $0 == label } > 1 }) {
      throw ComparisonError.twoRows(label: label)
    }
    for entry in entries {
      guard let method = MethodCatalog.named(entry.method) else {
        throw ComparisonError.noMethod(name: entry.method)
      }
      try Self.check(entry, method)
    }
  }

  private static func check<M: Method>(_ entry: ComparisonEntry, _ method: M.Type) throws {
    _ = try entry.configuration(of: method)
  }
}
