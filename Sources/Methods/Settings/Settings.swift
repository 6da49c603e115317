import Foundation

/// Changing single settings of a configuration by name.
public enum Settings {
  /// What is wrong with a setting given by name.
  public struct SettingError: Error, CustomStringConvertible, LocalizedError {
    /// One line.
    public let description: String
    /// The same line, for Foundation's callers.
    public var errorDescription: String? { description }
  }

  /// `configuration` with `key=value` assignments made; keys of nested settings are joined by dots.
  ///
  /// Values are JSON (`0.5`, `true`, `{"constant": {"_0": 1}}`); what is no JSON is taken as text.
  /// - Throws: ``SettingError`` naming an assignment whose key or value does not fit.
  public static func applying<Configuration: Codable>(
    _ assignments: [String], to configuration: Configuration
  ) throws -> Configuration {
    try assignments.reduce(configuration) { try applying($1, to: $0) }
  }

  private static func applying<Configuration: Codable>(
    _ assignment: String, to configuration: Configuration
  ) throws -> Configuration {
    guard let equals = assignment.firstIndex(of: "=") else {
      throw SettingError(description: "--set \(assignment): write it as key=value")
    }
    let path = assignment[..<equals].split(separator: ".").map(String.init)
    let text = String(assignment[assignment.index(after: equals)...])
    let value = (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) ?? text
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(configuration))
    let changed = try setting(value, at: path[...], in: object, assignment)
    do {
      return try JSONDecoder().decode(
        Configuration.self, from: JSONSerialization.data(withJSONObject: changed))
    } catch {
      throw SettingError(description: "--set \(assignment): the value does not fit this setting")
    }
  }

  private static func setting(
    _ value: Any, at path: ArraySlice<String>, in object: Any, _ assignment: String
  ) throws -> Any {
    guard let key = path.first else { return value }
    guard var fields = object as? [String: Any], let field = fields[key] else {
      let known = (object as? [String: Any])?.keys.sorted().joined(separator: ", ") ?? "none below this one"
      throw SettingError(description: "--set \(assignment): there is no setting '\(key)'; there are: \(known)")
    }
    fields[key] = try setting(value, at: path.dropFirst(), in: field, assignment)
    return fields
  }
}
