import Files
import Foundation
import Yams

/// A YAML file whose values are looked up by their names, with errors that tell the file and the place.
///
/// Tags such as Python's `!!python/tuple` are passed over: a sequence is a sequence.
struct YAMLFile {
  /// The file.
  let url: URL
  private let top: Node
  private let path: String

  /// Reads the file at `url`.
  init(_ url: URL) throws {
    let text = String(decoding: try InputFile.read(url), as: UTF8.self)
    let parsed: Node?
    do {
      parsed = try Yams.compose(yaml: text)
    } catch {
      let reason = "\(error)".split(whereSeparator: \.isNewline).first ?? ""
      throw FileError(url, "is not valid YAML: \(reason)")
    }
    guard let parsed else { throw FileError(url, "is empty") }
    self.init(url, parsed, path: "")
  }

  private init(_ url: URL, _ top: Node, path: String) {
    (self.url, self.top, self.path) = (url, top, path)
  }

  /// The value called `name` here, with all below it; none where there is none.
  subscript(name: String) -> YAMLFile? {
    let found = top.mapping?.first { $0.key.string == name }
    return found.map { YAMLFile(url, $0.value, path: path.isEmpty ? name : "\(path).\(name)") }
  }

  /// The value called `name` here, with all below it.
  func require(_ name: String) throws -> YAMLFile {
    if let value = self[name] { return value }
    throw FileError(url, "has no value '\(path.isEmpty ? name : "\(path).\(name)")'")
  }

  /// This text; a number is taken as it is written.
  func text() throws -> String {
    guard let text = top.scalar?.string else { throw wrong("a text") }
    return text
  }

  /// This whole number.
  func integer() throws -> Int {
    guard let number = top.int else { throw wrong("a whole number") }
    return number
  }

  /// This number.
  func number() throws -> Double {
    guard let number = top.float else { throw wrong("a number") }
    return number
  }

  /// The values of this sequence.
  func elements() throws -> [YAMLFile] {
    guard let elements = top.sequence else { throw wrong("a sequence") }
    return elements.enumerated().map { YAMLFile(url, $0.element, path: "\(path)[\($0.offset)]") }
  }

  private func wrong(_ kind: String) -> FileError { FileError(url, "'\(path)' is not \(kind)") }
}
