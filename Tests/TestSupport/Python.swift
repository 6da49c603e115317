import Foundation

/// The Python of `.venv`, an independent opinion for tests.
public enum Python {
  /// A script that ended with an error.
  public struct Failure: Error, CustomStringConvertible {
    /// What it said.
    public let description: String
  }

  /// The interpreter, or none before `make setup`.
  public static let interpreter: URL? = {
    let file = Repository.root.appendingPathComponent(".venv/bin/python")
    return FileManager.default.isExecutableFile(atPath: file.path) ? file : nil
  }()

  /// Whether there is an interpreter.
  public static var isAvailable: Bool { interpreter != nil }

  /// Runs `Tests/Scripts/<script>` and gives what it prints.
  /// - Throws: ``Failure`` with its error output if it fails.
  @discardableResult
  public static func run(_ script: String, _ arguments: [String] = []) throws -> String {
    guard let interpreter else { throw Failure(description: "there is no .venv/bin/python") }
    let process = Process()
    process.executableURL = interpreter
    process.arguments =
      ["-B", Repository.root.appendingPathComponent("Tests/Scripts/\(script)").path] + arguments
    // Both streams in one, so that neither can fill up unread.
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(description: "\(script): \(text)") }
    return text
  }
}
