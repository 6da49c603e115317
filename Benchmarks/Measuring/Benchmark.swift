import Foundation
import Splatting

/// How benchmarks are run.
public struct BenchmarkSettings: Sendable {
  /// Threads to compute with.
  public var threads: Int
  /// How many runs count.
  public var repeats: Int
  /// What benchmarks of a device compute with.
  public var compute: ComputeResources

  /// Puts settings together; without `compute` it is the processor.
  public init(threads: Int, repeats: Int, compute: ComputeResources? = nil) {
    self.threads = threads
    self.repeats = repeats
    self.compute = compute ?? .processor(threads: threads)
  }
}

/// Something that can be timed.
public struct Benchmark {
  /// Its name, unique among all.
  public let name: String
  /// Writes what it needs to a folder, before it is measured.
  let prepare: ((URL) throws -> Void)?
  /// Whether it is measured in a process of its own, so that the peak of memory is its own too.
  public let runsAlone: Bool
  private let body: (BenchmarkSettings, URL) throws -> BenchmarkRow

  /// Makes a benchmark.
  ///
  /// - Parameters:
  ///   - prepare: writes files to the folder that `body` is given, in another process if `runsAlone`.
  ///   - body: sets up, which is not timed, and measures.
  init(
    _ name: String, runsAlone: Bool = false, prepare: ((URL) throws -> Void)? = nil,
    _ body: @escaping (BenchmarkSettings, URL) throws -> BenchmarkRow
  ) {
    self.name = name
    self.runsAlone = runsAlone
    self.prepare = prepare
    self.body = body
  }

  /// Measures in this process.
  ///
  /// - Parameter folder: where ``prepare`` was.
  /// - Throws: what the part of Handful that is measured throws.
  public func measure(_ settings: BenchmarkSettings, folder: URL) throws -> BenchmarkRow {
    try body(settings, folder)
  }
}
