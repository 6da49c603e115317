import Foundation
import TestSupport
import Testing

/// A fresh working folder with a capture of eight frames of 48x36, `tiny`.
final class Workspace {
  private let folder: TemporaryFolder
  var url: URL { folder.url }

  /// The capture, rendered once for all tests.
  private static let tiny = Result { try made("tiny") { _ in } }
  /// The scene of a short run on it.
  private static let scene = Result {
    try made("scene") { workspace in
      try tiny.get().write(to: workspace.file("tiny"))
      let outcome = try workspace.run(
        "reconstruct", "tiny", "-o", "scene", "--iterations", "30", "--split", "alternate", "--threads", "2")
      try #require(outcome.status == 0, "\(outcome.errors)")
    }
  }

  private static func made(_ name: String, by body: (Workspace) throws -> Void) throws -> FileTree {
    let workspace = try Workspace(empty: ())
    try body(workspace)
    if name == "tiny" {
      let outcome = try workspace.run(
        "synthesize", "-o", "tiny", "--frames", "8", "--width", "48", "--height", "36", "--novel-views", "1")
      try #require(outcome.status == 0, "\(outcome.errors)")
    }
    return try FileTree(contentsOf: workspace.file(name))
  }

  private init(empty: Void) throws { folder = try TemporaryFolder() }

  /// - Parameter withScene: whether there is also `scene`, made from `tiny` in 30 iterations.
  convenience init(withScene: Bool = false) throws {
    try self.init(empty: ())
    try Self.tiny.get().write(to: file("tiny"))
    if withScene { try Self.scene.get().write(to: file("scene")) }
  }

  func file(_ path: String) -> URL { url.appending(path: path) }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: file(path).path) }

  func run(_ arguments: String...) throws -> Program.Outcome { try Program.run(arguments, in: url) }

  /// Changes the text of a file.
  func edit(_ path: String, _ change: (String) -> String) throws {
    let text = try String(contentsOf: file(path), encoding: .utf8)
    let changed = change(text)
    try #require(changed != text, "nothing to change in \(path)")
    try Data(changed.utf8).write(to: file(path))
  }

  /// Changes the object in a JSON file.
  func editJSON(_ path: String, _ change: (inout [String: Any]) throws -> Void) throws {
    let data = try Data(contentsOf: file(path))
    var object = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    try change(&object)
    try JSONSerialization.data(withJSONObject: object).write(to: file(path))
  }

  /// Cuts a file to half of its bytes.
  func halve(_ path: String) throws {
    let data = try Data(contentsOf: file(path))
    try data.prefix(data.count / 2).write(to: file(path))
  }
}
