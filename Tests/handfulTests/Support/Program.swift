import Foundation
import TestSupport

/// The built `handful`.
enum Program {
  /// What a run of the program gave.
  struct Outcome {
    /// The exit code; none if a signal ended it.
    let status: Int32?
    /// Standard output.
    let output: String
    /// Standard error.
    let errors: String

    /// The lines of standard error that are not progress.
    var messages: [String] {
      errors.split(separator: "\n").map(String.init).filter { line in
        !["image ", "view "].contains(where: line.hasPrefix) && line.firstMatch(of: #/^\d+/\d+ /#) == nil
          && line.firstMatch(of: #/: \d+ of \d+$/#) == nil
      }
    }
  }

  /// A run that goes on.
  struct Run {
    let process: Process
    let output: URL
    let errors: URL
    private let folder: TemporaryFolder

    init(_ arguments: [String], in workingFolder: URL, environment: [String: String] = [:]) throws {
      folder = try TemporaryFolder()
      (output, errors) = (folder.file("output"), folder.file("errors"))
      process = Process()
      process.executableURL = Program.url
      process.arguments = arguments
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      process.currentDirectoryURL = workingFolder
      process.standardInput = FileHandle.nullDevice
      for url in [output, errors] { try Data().write(to: url) }
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: errors)
      try process.run()
    }

    /// What standard error holds so far.
    func errorsSoFar() throws -> String { try String(contentsOf: errors, encoding: .utf8) }

    func wait() throws -> Outcome {
      process.waitUntilExit()
      return Outcome(
        status: process.terminationReason == .exit ? process.terminationStatus : nil,
        output: try String(contentsOf: output, encoding: .utf8), errors: try errorsSoFar())
    }
  }

  /// The program lies beside the tests.
  static let url = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appendingPathComponent("handful")

  /// Runs the program to its end, with `environment` added to the variables that there are.
  static func run(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) throws -> Outcome {
    try Run(arguments, in: folder, environment: environment).wait()
  }

  static func isInstalled(_ tool: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
    }
  }
}
