import Files
import Foundation
import Subprocess

/// The programs that videos are read and written with: FFmpeg's.
public struct VideoTools: Sendable {
  /// The program that decodes and encodes: a name that is looked for, or a path.
  public var ffmpeg: String
  /// The program that tells what is in a file.
  public var ffprobe: String

  /// Names the programs; by default those that are installed.
  public init(ffmpeg: String = "ffmpeg", ffprobe: String = "ffprobe") {
    self.ffmpeg = ffmpeg
    self.ffprobe = ffprobe
  }

  /// The first line that ffmpeg tells of its version.
  ///
  /// - Throws: ``FileError`` where it is not installed.
  public func version() async throws -> String {
    let text = try await output(of: ffmpeg, ["-version"], about: URL(fileURLWithPath: ffmpeg))
    return String(text.prefix { !$0.isNewline })
  }

  /// What a program prints; `url` is the file that errors are about.
  func output(of program: String, _ arguments: [String], about url: URL) async throws -> String {
    let result = try await Self.telling(program) {
      try await run(
        Self.executable(program), arguments: Arguments(arguments), output: .string(limit: 1 << 24),
        error: .string(limit: Self.errorLimit))
    }
    try Self.check(result.terminationStatus, result.standardError, program, url)
    return result.standardOutput
  }

  /// What of a program's standard error is kept; beyond that it is stopped.
  static let errorLimit = 1 << 20

  static func executable(_ program: String) -> Executable {
    program.contains("/") ? .path(.init(program)) : .name(program)
  }

  /// Runs `body`, and says what to install where the program is missing.
  nonisolated(nonsending) static func telling<Result>(
    _ program: String, _ body: nonisolated(nonsending) () async throws -> Result
  ) async throws -> Result {
    do {
      return try await body()
    } catch let error as SubprocessError where error.code == .executableNotFound {
      throw FileError(program, "is not installed", remedy: "sudo apt install ffmpeg")
    } catch let error as SubprocessError {
      throw FileError(program, "failed: \(error)")
    }
  }

  /// Throws the last line of a program's standard error where it failed.
  static func check(
    _ status: TerminationStatus, _ standardError: String, _ program: String, _ url: URL
  ) throws {
    if status.isSuccess { return }
    let lines = standardError.split(whereSeparator: \.isNewline)
    let reason = lines.last.map(String.init) ?? "it ended with \(status)"
    throw FileError(url, "\(URL(fileURLWithPath: program).lastPathComponent) failed: \(reason)")
  }
}
