import Foundation

/// What a PLY file says of itself before its values.
struct PLYHeader {
  enum Format: String {
    case ascii
    case littleEndian = "binary_little_endian"
    case bigEndian = "binary_big_endian"
  }

  struct Property {
    let name: String
    let type: ScalarType
    /// The kind of the lengths, where the property holds lists.
    let lengthType: ScalarType?
  }

  struct Element {
    let name: String
    let count: Int
    var properties: [Property] = []
  }

  private(set) var format = Format.ascii
  private(set) var comments: [String] = []
  private(set) var elements: [Element] = []
  /// Bytes before the first value.
  private(set) var length = 0

  private static let maximumLength = 1 << 20
  private static let maximumProperties = 4_096

  /// Reads the header at the beginning of `data`; `name` is what errors call the file.
  init(decoding data: Data, name: String) throws {
    let bytes = [UInt8](data.prefix(Self.maximumLength))
    var lines = Lines(rest: bytes[...])
    guard lines.next() == "ply" else { throw FileError(name, "is not a PLY file") }
    var hasFormat = false
    while let line = lines.next() {
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      switch words.first {
      case "end_header":
        guard hasFormat else { throw FileError(name, "has a PLY header without its format") }
        length = lines.rest.startIndex
        return
      case "format":
        format = try Self.format(words, name: name)
        hasFormat = true
      case "comment": comments.append(String(line.dropFirst("comment ".count)))
      case "element": elements.append(try Self.element(words, line, name: name))
      case "property": try add(Self.property(words, line, name: name), name: name)
      case "obj_info", nil: break
      default: throw FileError(name, "has a PLY header with the unknown line '\(line)'")
      }
    }
    throw FileError(name, "has a PLY header without its end")
  }

  private mutating func add(_ property: Property, name: String) throws {
    guard let last = elements.indices.last else {
      throw FileError(name, "has a PLY property '\(property.name)' before any element")
    }
    let siblings = elements[last].properties
    guard siblings.count < Self.maximumProperties, !siblings.contains(where: { $0.name == property.name })
    else { throw FileError(name, "has the PLY property '\(property.name)' twice, or too many of them") }
    elements[last].properties.append(property)
  }

  private static func format(_ words: [Substring], name: String) throws -> Format {
    guard words.count == 3, words[2] == "1.0", let format = Format(rawValue: String(words[1])) else {
      throw FileError(name, "has an unknown PLY format '\(words.dropFirst().joined(separator: " "))'")
    }
    return format
  }

  private static func element(_ words: [Substring], _ line: String, name: String) throws -> Element {
    guard words.count == 3, let count = Int(words[2]), count >= 0 else {
      throw FileError(name, "has a PLY header with the wrong line '\(line)'")
    }
    return Element(name: String(words[1]), count: count)
  }

  private static func property(_ words: [Substring], _ line: String, name: String) throws -> Property {
    if words.count == 3, let type = PLYType.type(named: words[1]) {
      return Property(name: String(words[2]), type: type, lengthType: nil)
    }
    if words.count == 5, words[1] == "list", let lengthType = PLYType.type(named: words[2]),
      let type = PLYType.type(named: words[3]), lengthType != .float32, lengthType != .float64
    {
      return Property(name: String(words[4]), type: type, lengthType: lengthType)
    }
    throw FileError(name, "has a PLY header with the wrong line '\(line)'")
  }

  /// Lines that end in a line feed, with or without a carriage return before it.
  private struct Lines {
    var rest: ArraySlice<UInt8>

    mutating func next() -> String? {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      var line = rest[..<end]
      rest = rest[(end + 1)...]
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      return String(decoding: line, as: UTF8.self)
    }
  }
}
