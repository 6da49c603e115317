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
    let path = assignment[..<equals].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let text = String(assignment[assignment.index(after: equals)...])
    let value = (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)) ?? text
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(configuration))
    let changed = try setting(value, at: path[...], in: object, of: configuration, assignment)
    do {
      return try JSONDecoder().decode(
        Configuration.self, from: JSONSerialization.data(withJSONObject: changed))
    } catch {
      throw SettingError(description: "--set \(assignment): the value does not fit this setting")
    }
  }

  /// - Parameters:
  ///   - object: JSON that holds the setting.
  ///   - owner: what `object` was encoded from; it also has the settings that are absent in the JSON.
  private static func setting(
    _ value: Any, at path: ArraySlice<String>, in object: Any, of owner: Any, _ assignment: String
  ) throws -> Any {
    guard let key = path.first else { return value }
    var fields = object as? [String: Any] ?? [:]
    let settings = ownSettings(of: owner)
    let known = Set(fields.keys).union(
      object is [String: Any] ? settings.filter { isAbsent($0.value) }.map(\.key) : [])
    guard known.contains(key) else {
      let names = known.isEmpty ? "none below this one" : known.sorted().joined(separator: ", ")
      throw SettingError(
        description: "--set \(assignment): there is no setting '\(key)'; there are: \(names)")
    }
    // A case's unnamed value is `_0` in JSON, and the case itself for `Mirror`.
    fields[key] = try setting(
      value, at: path.dropFirst(), in: fields[key] ?? NSNull(), of: settings[key] ?? owner, assignment)
    return fields
  }

  /// The stored properties of `value` by name, or the value of its case.
  private static func ownSettings(of value: Any) -> [String: Any] {
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional, let wrapped = mirror.children.first {
      return ownSettings(of: wrapped.value)
    }
    return Dictionary(
      mirror.children.compactMap { child in child.label.map { ($0, child.value) } }, uniquingKeysWith: { $1 })
  }

  private static func isAbsent(_ value: Any) -> Bool {
    let mirror = Mirror(reflecting: value)
    return mirror.displayStyle == .optional && mirror.children.isEmpty
  }
}
