import Foundation

/// What this process holds in memory.
enum ProcessMemory {
  /// The most that was ever resident, the program's own code and that of its libraries included, in 10⁶ bytes; none
  /// where the system does not tell.
  static var peakMegabytes: Double? { megabytes("VmHWM:") }

  private static func megabytes(_ field: String) -> Double? {
    let lines =
      (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8))?.split(separator: "\n") ?? []
    let kibibytes = lines.first { $0.hasPrefix(field) }?.split(whereSeparator: \.isWhitespace).dropFirst()
      .first
    return kibibytes.flatMap { Double($0) }.map { $0 * 1024 * 1e-6 }
  }
}
