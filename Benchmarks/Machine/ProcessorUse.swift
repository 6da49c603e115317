import Foundation

/// What the processors were busy with until some moment.
public struct ProcessorUse: Sendable {
  /// Seconds of all processors together since the system started: at work, and in all.
  private let busy: Double
  private let all: Double
  /// Seconds that this process and those that it waited for worked.
  private let own: Double

  /// Takes over seconds.
  public init(busy: Double, all: Double, own: Double) {
    self.busy = busy
    self.all = all
    self.own = own
  }

  /// Until now; none where the system does not tell.
  public static var now: ProcessorUse? {
    // User, nice, system, idle, waiting for disks, interrupts twice, taken by other guests of the host.
    guard let line = text("/proc/stat")?.split(separator: "\n").first, line.hasPrefix("cpu ") else {
      return nil
    }
    let ticks = line.split(separator: " ").dropFirst().prefix(8).compactMap { Double($0) }
    // Behind the program's name: user and system, of this process and of its children.
    let fields = text("/proc/self/stat")?.split(separator: ")").last?.split(separator: " ") ?? []
    let own = fields.dropFirst(11).prefix(4).compactMap { Double($0) }
    guard ticks.count == 8, own.count == 4 else { return nil }
    let (all, perSecond) = (ticks.reduce(0, +), Double(sysconf(Int32(_SC_CLK_TCK))))
    return ProcessorUse(
      busy: (all - ticks[3] - ticks[4]) / perSecond, all: all / perSecond, own: own.reduce(0, +) / perSecond)
  }

  /// The part of the processors' time since `start` that others worked, 0...1.
  public func others(since start: ProcessorUse) -> Double {
    let others = busy - start.busy - (own - start.own)
    return all > start.all ? max(0, min(1, others / (all - start.all))) : 0
  }

  private static func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }
}
