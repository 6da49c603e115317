import Foundation

/// The members of an object in a JSON file that is too big to decode as a whole.
///
/// The file is mapped, not loaded, and brackets and strings are followed only as far as it takes to find where
/// each member lies; a member is decoded when it is asked for. A file of hundreds of megabytes so takes little more
/// memory than the members that are wanted.
public struct JSONMembers: Sendable {
  private let url: URL
  private let data: Data
  /// Where the member's value lies in the file.
  private let places: [String: Range<Int>]
  /// The path of the object in the file, for messages.
  private let path: [String]

  /// The members of the object that the file at `url` holds.
  ///
  /// - Throws: ``FileError`` where the file cannot be read, or where its outermost object is broken.
  public init(contentsOf url: URL) throws {
    let data = try InputFile.read(url, mapped: true)
    try self.init(url, data, within: 0..<data.count, path: [])
  }

  private init(_ url: URL, _ data: Data, within range: Range<Int>, path: [String]) throws {
    (self.url, self.data, self.path) = (url, data, path)
    do {
      places = try data.withUnsafeBytes { bytes in
        var scanner = JSONScanner(bytes: bytes, range: range)
        return try scanner.members()
      }
    } catch let error as JSONScanner.Failure {
      throw FileError(url, error.description, remedy: "download or copy it again")
    }
  }

  /// The members' names, in no order.
  public var names: some Collection<String> & Sendable { Array(places.keys) }

  /// Whether there is a member called `name`.
  public func has(_ name: String) -> Bool { places[name] != nil }

  /// The members of the object called `name`; none where there is no such member, or where it is null.
  ///
  /// - Throws: ``FileError`` where the member is no object.
  public func members(of name: String) throws -> JSONMembers? {
    guard let place = places[name], !isNull(place) else { return nil }
    return try JSONMembers(url, data, within: place, path: path + [name])
  }

  /// The member called `name`, decoded; none where there is no such member, or where it is null.
  ///
  /// - Throws: ``FileError`` that names the file and the place in it where a value is wrong.
  public func value<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value? {
    guard let place = places[name], !isNull(place) else { return nil }
    return try JSONFile.decode(type, from: data[place], of: url, path: path + [name])
  }

  private func isNull(_ place: Range<Int>) -> Bool { data[place].elementsEqual("null".utf8) }
}
