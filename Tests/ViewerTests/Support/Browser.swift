import Foundation
import Images
import TestSupport

/// Headless Chromium, driven by `Tests/Scripts/browse.py`, which says what steps there are.
enum Browser {
  /// What a session gave.
  struct Session {
    /// What the steps `run` gave, as JSON.
    let values: [Any]
    /// What the page wrote to the console as a warning or an error, or threw.
    let complaints: [String]
    private let folder: TemporaryFolder

    fileprivate init(_ output: String, _ folder: TemporaryFolder) throws {
      let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any]
      values = object?["values"] as? [Any] ?? []
      complaints = object?["complaints"] as? [String] ?? ["the script gave nothing"]
      self.folder = folder
    }

    /// The picture that a step saved under `name`: red, green, blue.
    func picture(_ name: String) throws -> Image {
      let image = try ImageFile.read(folder.file(name + ".png"))
      guard image.channels == 4 else { return image }
      let colors = stride(from: 0, to: image.values.count, by: 4).flatMap { image.values[$0..<$0 + 3] }
      return Image(width: image.width, height: image.height, channels: 3, values: colors)
    }
  }

  /// Debian's browser, or none.
  private static let program: String? = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Whether there is a browser, and Python to drive it.
  static var isAvailable: Bool { program != nil && Python.isAvailable }

  /// Does `steps` with the page at `address`; pictures go into `folder` as soon as they are taken.
  static func perform(
    _ steps: [[String: Any]], at address: URL, in folder: TemporaryFolder? = nil
  ) async throws -> Session {
    let folder = try folder ?? TemporaryFolder()
    let text = String(decoding: try JSONSerialization.data(withJSONObject: steps), as: UTF8.self)
    let arguments = [program ?? "", address.absoluteString, text, folder.url.path]
    return try Session(try await blocking { try Python.run("browse.py", arguments) }, folder)
  }
}
