import Foundation

/// Reads the values of an ascii PLY file.
struct PLYTextReader {
  let bytes: UnsafeRawBufferPointer
  let name: String
  private var position = 0

  init(bytes: UnsafeRawBufferPointer, name: String) {
    self.bytes = bytes
    self.name = name
  }

  mutating func read(_ element: PLYHeader.Element) throws -> PLYElement {
    // Each value has a digit at least: what is reserved below is bounded by the file in this way.
    let smallestSize = element.count.saturatingProduct(element.properties.count)
    guard smallestSize <= bytes.count - position else { throw cutShort(element) }
    var columns = element.properties.map { PLYColumnBuilder($0, rows: element.count) }
    for _ in 0..<(columns.isEmpty ? 0 : element.count) {
      for column in columns.indices {
        let length = try readLength(of: &columns[column], element)
        for _ in 0..<length { try readValue(into: &columns[column], element) }
      }
    }
    let properties = columns.map { $0.finish() }
    // A table without columns has no rows to speak of, whatever it says.
    let count = properties.isEmpty ? 0 : element.count
    return PLYElement(element.name, count: count, properties: properties, tableName: name)
  }

  /// How many values the next row of a column has: 1 where it holds no lists.
  private mutating func readLength(
    of column: inout PLYColumnBuilder, _ element: PLYHeader.Element
  ) throws -> Int {
    if column.property.lengthType == nil { return 1 }
    let text = try token(element)
    guard let length = Int(text), length >= 0 else { throw wrong(text, column, element) }
    guard length <= bytes.count - position else { throw cutShort(element) }
    column.beginList(length: length)
    return length
  }

  private mutating func readValue(
    into column: inout PLYColumnBuilder, _ element: PLYHeader.Element
  ) throws {
    let text = try token(element)
    let isValue =
      switch column.property.type {
      case .int8: append(Int8(text), to: &column)
      case .uint8: append(UInt8(text), to: &column)
      case .int16: append(Int16(text), to: &column)
      case .uint16: append(UInt16(text), to: &column)
      case .int32: append(Int32(text), to: &column)
      case .uint32: append(UInt32(text), to: &column)
      case .float32: append(Float(text), to: &column)
      default: append(Double(text), to: &column)
      }
    if !isValue { throw wrong(text, column, element) }
  }

  private func append<Value: StoredScalar>(_ value: Value?, to column: inout PLYColumnBuilder) -> Bool {
    guard let value else { return false }
    withUnsafeBytes(of: value) { column.append($0) }
    return true
  }

  /// The next text between spaces or line ends.
  private mutating func token(_ element: PLYHeader.Element) throws -> String {
    while position < bytes.count && bytes[position] <= UInt8(ascii: " ") { position += 1 }
    let start = position
    while position < bytes.count && bytes[position] > UInt8(ascii: " ") { position += 1 }
    if start == position { throw cutShort(element) }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private func wrong(
    _ text: String, _ column: PLYColumnBuilder, _ element: PLYHeader.Element
  ) -> FileError {
    let property = column.property
    return FileError(
      name,
      "has the wrong value '\(text.prefix(20))' in '\(property.name)' (\(property.type.rawValue)) "
        + "of its element '\(element.name)'")
  }

  private func cutShort(_ element: PLYHeader.Element) -> FileError {
    FileError(name, "is cut short: \(element.count) rows of '\(element.name)' are announced, fewer are there")
  }
}
