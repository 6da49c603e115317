import Files
import Foundation

/// The settings of a method as a list, under the names that `--set` takes.
public enum SettingsList {
  /// Reads a file of settings.
  /// - Throws: `FileError` if it is no object of JSON.
  public static func read(_ url: URL) throws -> [SceneReport.Fact] {
    guard let object = try? JSONSerialization.jsonObject(with: InputFile.read(url)) as? [String: Any] else {
      throw FileError(url, "holds no settings: it is no object of JSON")
    }
    return facts(object, path: "")
  }

  private static func facts(_ value: Any, path: String) -> [SceneReport.Fact] {
    if let object = value as? [String: Any], !object.isEmpty {
      return object.sorted { $0.key < $1.key }.flatMap { key, value in
        facts(value, path: path.isEmpty ? key : "\(path).\(key)")
      }
    }
    return [SceneReport.Fact(path, text(value))]
  }

  private static func text(_ value: Any) -> String {
    let options: JSONSerialization.WritingOptions = [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes]
    guard let data = try? JSONSerialization.data(withJSONObject: value, options: options) else {
      return "\(value)"
    }
    return String(decoding: data, as: UTF8.self)
  }
}
