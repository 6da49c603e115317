import Files

/// What was measured of one benchmark.
public struct BenchmarkRow: Codable, Sendable, Equatable {
  /// The benchmark's name.
  public var name: String
  /// How long its runs took.
  public var timing: Timing
  /// How much a run does.
  public var work: WorkAmount?
  /// What a run needs of the machine, as far as that is known.
  public var cost: WorkCost?
  /// The least time for that on the machine of the report.
  public var bound: Bound?
  /// How the process's peak of memory grew, where the benchmark had a process of its own.
  public var memory: [MemoryStage]?

  /// Puts a row together.
  public init(
    name: String, timing: Timing, work: WorkAmount? = nil, cost: WorkCost? = nil,
    memory: [MemoryStage]? = nil
  ) {
    self.name = name
    self.timing = timing
    self.work = work
    self.cost = cost
    self.memory = memory
  }

  /// Nanoseconds for one of what the work counts, by the best run.
  public var nanosecondsPerUnit: Double? { work.map { timing.best * 1e6 / $0.count } }

  /// The best run as a multiple of the bound.
  public var timesBound: Double? { bound.map { timing.best / $0.milliseconds } }
}

/// The peak of a process's memory at some stage of its work.
public struct MemoryStage: Codable, Sendable, Equatable {
  /// What was done until then.
  public var name: String
  /// The most that had been resident until then, 10⁶ bytes.
  public var peakMegabytes: Double

  /// Puts a stage together.
  public init(name: String, peakMegabytes: Double) {
    self.name = name
    self.peakMegabytes = peakMegabytes
  }

  /// The stage `name` of this process, now; none where the system does not tell.
  static func now(_ name: String) -> MemoryStage? {
    ProcessMemory.peakMegabytes.map { MemoryStage(name: name, peakMegabytes: $0) }
  }
}
