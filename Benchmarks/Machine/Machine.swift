import Foundation

/// The machine that figures were measured on, and what it can do at best.
public struct Machine: Codable, Sendable, Equatable {
  /// The processor's name.
  public var processor: String
  /// Processors at work.
  public var cores: Int
  /// Threads that were used.
  public var threads: Int
  /// Single-precision operations a second, in 10⁹, a fused multiply-add counted as two.
  public var peakGigaflops: Double
  /// Bytes a second that are read and written when memory is copied, in 10⁹.
  public var copyGigabytes: Double
  /// Bytes a second that are read and written by `c = a + s b`, in 10⁹.
  public var triadGigabytes: Double

  /// Puts a description together.
  public init(
    processor: String, cores: Int, threads: Int, peakGigaflops: Double, copyGigabytes: Double,
    triadGigabytes: Double
  ) {
    self.processor = processor
    self.cores = cores
    self.threads = threads
    self.peakGigaflops = peakGigaflops
    self.copyGigabytes = copyGigabytes
    self.triadGigabytes = triadGigabytes
  }

  /// Measures this machine with `threads` threads; takes a second or two, and 300 MB.
  public static func measured(threads: Int) -> Machine {
    let bandwidth = MemoryBandwidth.measure(threads: threads)
    return Machine(
      processor: processorName, cores: ProcessInfo.processInfo.activeProcessorCount, threads: threads,
      peakGigaflops: FloatingPointPeak.measure(threads: threads) * 1e-9,
      copyGigabytes: bandwidth.copy * 1e-9, triadGigabytes: bandwidth.triad * 1e-9)
  }

  /// The least time that `cost` takes on this machine.
  public func bound(of cost: WorkCost) -> Bound {
    // A fused multiply-add is one operation here and two of the peak's.
    let computing = 2 * cost.operations / peakGigaflops * 1e-6
    // For three arrays that the triad counts, memory moves four: what is overwritten is fetched before.
    let moving = cost.bytes / (triadGigabytes * 4 / 3) * 1e-6
    return Bound(milliseconds: max(computing, moving), limit: computing > moving ? .arithmetic : .memory)
  }

  /// One line.
  public var summary: String {
    String(
      format: "%@, %d cores, %d threads: %.0f GFLOP/s of fp32 (FMA), copy %.1f GB/s, triad %.1f GB/s",
      processor,
      cores, threads, peakGigaflops, copyGigabytes, triadGigabytes)
  }

  private static var processorName: String {
    let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n") ?? []
    let name = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last
    return name.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
  }
}
