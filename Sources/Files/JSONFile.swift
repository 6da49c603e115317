import Foundation

/// Reading and writing of Codable values as JSON files.
public enum JSONFile {
  /// Decodes a value from the file at `url`.
  ///
  /// - Throws: ``FileError`` that names the file and, where a value is wrong, its place in it
  ///   (`frames[3].transform_matrix`).
  public static func read<Value: Decodable>(_ type: Value.Type = Value.self, from url: URL) throws -> Value {
    try decode(type, from: InputFile.read(url), of: url, path: [])
  }

  /// Decodes a value from `data`, which is what the file at `url` holds at `path`.
  static func decode<Value: Decodable>(
    _ type: Value.Type, from data: Data, of url: URL, path: [String]
  ) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: data)
    } catch let error as DecodingError {
      throw FileError(url, describe(error, within: path), remedy: nil)
    }
  }

  /// Writes a value to `url` atomically: indented, keys sorted, a line feed at the end.
  ///
  /// - Throws: ``FileError``, also for a value that JSON cannot hold, such as NaN.
  public static func write(_ value: some Encodable, to url: URL) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var data: Data
    do {
      data = try encoder.encode(value)
    } catch let error as EncodingError {
      throw FileError(url, describe(error))
    }
    data.append(UInt8(ascii: "\n"))
    try AtomicFile.write(data, to: url)
  }

  private static func describe(_ error: DecodingError, within outer: [String]) -> String {
    switch error {
    case .keyNotFound(let key, let context):
      "the value '\(path(context.codingPath + [key], within: outer))' is missing"
    case .valueNotFound(let type, let context):
      "'\(path(context.codingPath, within: outer))' is null, not \(name(of: type))"
    case .typeMismatch(let type, let context):
      "'\(path(context.codingPath, within: outer))' is not \(name(of: type))"
    case .dataCorrupted(let context) where context.codingPath.isEmpty:
      "is not valid JSON" + reason(context)
    case .dataCorrupted(let context):
      "'\(path(context.codingPath, within: outer))' is wrong: \(oneLine(context.debugDescription))"
    @unknown default:
      oneLine("\(error)")
    }
  }

  private static func describe(_ error: EncodingError) -> String {
    guard case .invalidValue(let value, let context) = error else { return oneLine("\(error)") }
    return "'\(path(context.codingPath))' cannot be written as JSON: \(value)"
  }

  /// What the parser says of the place where the text stops being JSON.
  private static func reason(_ context: DecodingError.Context) -> String {
    guard let below = context.underlyingError as NSError?,
      let detail = below.userInfo[NSDebugDescriptionErrorKey] as? String
    else { return "" }
    return ": " + oneLine(detail)
  }

  private static func path(_ keys: [any CodingKey], within outer: [String] = []) -> String {
    let inner = keys.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }
    let text = (outer.map { ".\($0)" } + inner).joined()
    return text.isEmpty ? "(the whole file)" : String(text.drop { $0 == "." })
  }

  private static func name(of type: any Any.Type) -> String {
    switch type {
    case is Bool.Type: "true or false"
    case is String.Type: "a string"
    case is any BinaryInteger.Type: "a whole number"
    case is any BinaryFloatingPoint.Type: "a number"
    case is [Any].Type: "an array"
    case is [String: Any].Type: "an object"
    default: String(describing: type)
    }
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ").trimmingCharacters(
      in: .init(charactersIn: ". "))
  }
}
