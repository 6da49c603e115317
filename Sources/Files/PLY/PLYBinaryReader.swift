import Foundation

/// Reads the values of a binary PLY file.
struct PLYBinaryReader {
  let bytes: UnsafeRawBufferPointer
  let isBigEndian: Bool
  let name: String
  private var position = 0

  /// Rows read in one go: so many that a block of them stays in the processor's cache.
  private static let blockSize = 256 * 1024

  init(bytes: UnsafeRawBufferPointer, isBigEndian: Bool, name: String) {
    self.bytes = bytes
    self.isBigEndian = isBigEndian
    self.name = name
  }

  mutating func read(_ element: PLYHeader.Element) throws -> PLYElement {
    let hasLists = element.properties.contains { $0.lengthType != nil }
    let properties = try hasLists ? readLists(element) : readScalars(element)
    // A table without columns has no rows to speak of, whatever it says.
    let count = properties.first?.count ?? 0
    return PLYElement(element.name, count: count, properties: properties, tableName: name)
  }

  // MARK: - Rows of equal size

  private mutating func readScalars(_ element: PLYHeader.Element) throws -> [PLYProperty] {
    let sizes = element.properties.map(\.type.size)
    let rowSize = sizes.reduce(0, +)
    let size = element.count.saturatingProduct(rowSize)
    guard size <= bytes.count - position else { throw cutShort(element) }
    var columns = sizes.map { [UInt8](repeating: 0, count: $0 * element.count) }
    let rowsPerBlock = max(1, Self.blockSize / max(1, rowSize))
    for start in stride(from: 0, to: rowSize == 0 ? 0 : element.count, by: rowsPerBlock) {
      let rows = start..<min(start + rowsPerBlock, element.count)
      var offset = position
      for column in columns.indices {
        copy(rows, from: offset, rowSize: rowSize, valueSize: sizes[column], to: &columns[column])
        offset += sizes[column]
      }
    }
    position += size
    return zip(element.properties, columns).map { property, values in
      PLYProperty(property.name, .scalars(ScalarBuffer(property.type, bytes: values)))
    }
  }

  private func copy(
    _ rows: Range<Int>, from offset: Int, rowSize: Int, valueSize: Int, to column: inout [UInt8]
  ) {
    switch valueSize {
    case 1: copy(rows, from: offset, rowSize: rowSize, as: UInt8.self, to: &column)
    case 2: copy(rows, from: offset, rowSize: rowSize, as: UInt16.self, to: &column)
    case 4: copy(rows, from: offset, rowSize: rowSize, as: UInt32.self, to: &column)
    default: copy(rows, from: offset, rowSize: rowSize, as: UInt64.self, to: &column)
    }
  }

  private func copy<Word: FixedWidthInteger & BitwiseCopyable>(
    _ rows: Range<Int>, from offset: Int, rowSize: Int, as word: Word.Type, to column: inout [UInt8]
  ) {
    column.withUnsafeMutableBytes { column in
      for row in rows {
        let value = bytes.loadUnaligned(fromByteOffset: offset + row * rowSize, as: Word.self)
        column.storeBytes(
          of: isBigEndian ? value.byteSwapped : value, toByteOffset: row * MemoryLayout<Word>.size,
          as: Word.self)
      }
    }
  }

  // MARK: - Rows with lists

  private mutating func readLists(_ element: PLYHeader.Element) throws -> [PLYProperty] {
    // What is reserved below is bounded by the file in this way.
    let smallestRow = element.properties.reduce(0) { $0 + ($1.lengthType ?? $1.type).size }
    guard element.count.saturatingProduct(smallestRow) <= bytes.count - position else {
      throw cutShort(element)
    }
    var columns = element.properties.map { PLYColumnBuilder($0, rows: element.count) }
    for _ in 0..<element.count {
      for column in columns.indices {
        var length = 1
        if let lengthType = columns[column].property.lengthType {
          length = try readLength(lengthType, element)
          columns[column].beginList(length: length)
        }
        let size = length.saturatingProduct(columns[column].property.type.size)
        guard size <= bytes.count - position else { throw cutShort(element) }
        let values = UnsafeRawBufferPointer(rebasing: bytes[position..<(position + size)])
        columns[column].append(values, swapped: isBigEndian)
        position += size
      }
    }
    return columns.map { $0.finish() }
  }

  private mutating func readLength(_ type: ScalarType, _ element: PLYHeader.Element) throws -> Int {
    guard type.size <= bytes.count - position else { throw cutShort(element) }
    var value: UInt64 = 0
    for index in 0..<type.size {
      let shift = 8 * (isBigEndian ? type.size - 1 - index : index)
      value |= UInt64(bytes[position + index]) << UInt64(shift)
    }
    position += type.size
    let isSigned = type == .int8 || type == .int16 || type == .int32
    if isSigned && value >> UInt64(type.size * 8 - 1) == 1 {
      throw FileError(name, "has a list of negative length in its element '\(element.name)'")
    }
    return Int(value)
  }

  private func cutShort(_ element: PLYHeader.Element) -> FileError {
    FileError(name, "is cut short: \(element.count) rows of '\(element.name)' are announced, fewer are there")
  }
}
