import Files
import Foundation

/// The files of the page, read once; nothing else on the disk can be asked for.
struct PageFiles: Sendable {
  struct File: Sendable {
    var data: Data
    var type: String

    /// What `value` is as JSON.
    static func json(_ value: some Encodable) throws -> File {
      File(data: try JSONEncoder().encode(value), type: "application/json")
    }
  }

  private static let types = [
    "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
  ]

  private let files: [String: File]

  /// Reads the package's own page.
  /// - Throws: ``FileError`` if it is not beside the program.
  init() throws {
    let folder = Bundle.module.bundleURL.appending(path: "Page")
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else {
      throw FileError(folder, "the viewer's page is missing", remedy: "build Handful again")
    }
    var files: [String: File] = [:]
    for name in names {
      let url = folder.appending(path: name)
      guard let type = Self.types[url.pathExtension] else { continue }
      files[name] = File(data: try InputFile.read(url), type: type)
    }
    self.files = files
  }

  subscript(name: String) -> File? { files[name] }
}
