import Files
import Foundation

/// The workloads that a run times, each made or read when it is first asked for.
public final class WorkloadLibrary {
  /// A workload's size and what drawing it takes.
  public struct Summary: Codable, Sendable, Equatable {
    /// The workload's name.
    public var name: String
    /// How many Gaussians there are.
    public var gaussians: Int
    /// Columns and rows of the image.
    public var size: [Int]
    /// What drawing it takes.
    public var counts: EvaluationCounts
  }

  /// The workloads' names.
  public let names: [String]
  /// What was counted so far, in the order of the workloads.
  public private(set) var summaries: [Summary] = []
  private let load: (String) throws -> Workload
  private var loaded: [String: Workload] = [:]

  /// Those of `recipes`, whose names differ.
  public init(_ recipes: [WorkloadRecipe] = WorkloadRecipe.standard) {
    let known = Dictionary(uniqueKeysWithValues: recipes.map { ($0.name, $0) })
    names = recipes.map(\.name)
    // Only names of recipes are asked for.
    load = { known[$0]!.workload() }
  }

  /// Those of the files `*.bin` in `folder`.
  /// - Throws: ``FileError`` if there are none.
  public init(folder: URL) throws {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    names = files.filter { $0.hasSuffix(".bin") }.map { String($0.dropLast(4)) }.sorted()
    load = { try Workload(contentsOf: folder.appendingPathComponent($0 + ".bin")) }
    guard !names.isEmpty else {
      throw FileError(
        folder, "holds no workloads (*.bin)",
        remedy: "write some with Benchmarks/workloads.py, or leave --workloads out")
    }
  }

  /// The workload called `name`, one of ``names``.
  /// - Throws: ``FileError`` if its file cannot be read.
  func workload(_ name: String) throws -> Workload {
    if let known = loaded[name] { return known }
    let workload = try load(name)
    loaded[name] = workload
    return workload
  }

  /// What drawing the workload called `name` takes.
  /// - Throws: ``FileError`` if its file cannot be read.
  func counts(_ name: String) throws -> EvaluationCounts {
    if let known = summaries.first(where: { $0.name == name }) { return known.counts }
    let workload = try workload(name)
    let counts = EvaluationCounts(of: workload)
    summaries.append(
      Summary(
        name: name, gaussians: workload.count, size: [workload.camera.width, workload.camera.height],
        counts: counts))
    return counts
  }
}
