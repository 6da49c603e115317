import Foundation

/// Text for people and for programs.
enum Output {
  /// Prints a line on standard error, for what is not a command's result.
  static func note(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

  /// Prints a value as JSON on standard output.
  static func json(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  /// Whether `folder` does not exist yet, or is empty.
  static func isFree(_ folder: URL) -> Bool {
    guard FileManager.default.fileExists(atPath: folder.path) else { return true }
    return (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.isEmpty ?? false
  }

  /// `3:07` or `1:02:45`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e6 else { return "?" }
    let whole = Int(seconds.rounded())
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    return hours > 0
      ? String(format: "%d:%02d:%02d", hours, minutes, rest) : String(format: "%d:%02d", minutes, rest)
  }
}
