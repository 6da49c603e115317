import Foundation

/// What this process holds in memory.
package enum ProcessMemory {
  /// The most that was resident since the start or the last ``forgetPeak()``, the program's own code and that of its
  /// libraries included, in 10⁶ bytes; none where the system does not tell.
  package static var peakMegabytes: Double? { megabytes("VmHWM:") }

  /// Counts the peak from what is resident now, where the system can.
  package static func forgetPeak() {
    // The number means this to Linux (proc(5)); elsewhere there is no such file, and the peak stays that of the whole run.
    try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
  }

  private static func megabytes(_ field: String) -> Double? {
    let lines =
      (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8))?.split(separator: "\n") ?? []
    let kibibytes = lines.first { $0.hasPrefix(field) }?.split(whereSeparator: \.isWhitespace).dropFirst()
      .first
    return kibibytes.flatMap { Double($0) }.map { $0 * 1024 * 1e-6 }
  }
}
