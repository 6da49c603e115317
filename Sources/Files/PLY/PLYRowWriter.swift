import Foundation

/// Writes the rows of a PLY element in blocks.
struct PLYRowWriter {
  private let element: PLYElement
  /// For each column of lists, where each list's values begin.
  private let listStarts: [[Int]]

  private static let blockSize = 256 * 1024

  init(_ element: PLYElement) {
    self.element = element
    listStarts = element.properties.map { property in
      guard case .lists(let lists) = property.values else { return [] }
      var starts = [0]
      starts.reserveCapacity(lists.count + 1)
      for length in lists.lengths { starts.append(starts[starts.count - 1] + length) }
      return starts
    }
  }

  /// One byte a length where all lists are that short, as other programs expect of faces; else four.
  static func lengthTypeName(of lists: PLYLists) -> String { isShort(lists) ? "uchar" : "uint" }

  private static func isShort(_ lists: PLYLists) -> Bool { lists.lengths.allSatisfy { $0 <= 255 } }

  func write(to file: borrowing OutputFile) throws {
    let scalars = element.properties.compactMap { property -> ScalarBuffer? in
      guard case .scalars(let values) = property.values else { return nil }
      return values
    }
    if scalars.count == element.properties.count {
      try writeScalars(scalars, to: file)
    } else {
      try writeLists(to: file)
    }
  }

  // MARK: - Rows of equal size

  private func writeScalars(_ columns: [ScalarBuffer], to file: borrowing OutputFile) throws {
    let rowSize = columns.reduce(0) { $0 + $1.type.size }
    let rowsPerBlock = max(1, Self.blockSize / max(1, rowSize))
    var block = [UInt8](repeating: 0, count: rowsPerBlock * rowSize)
    for start in stride(from: 0, to: element.count, by: rowsPerBlock) {
      let rows = start..<min(start + rowsPerBlock, element.count)
      var offset = 0
      for column in columns {
        copy(column, rows, to: &block, offset: offset, rowSize: rowSize)
        offset += column.type.size
      }
      try block.withUnsafeBytes {
        try file.write(UnsafeRawBufferPointer(rebasing: $0[..<(rows.count * rowSize)]))
      }
    }
  }

  private func copy(
    _ column: ScalarBuffer, _ rows: Range<Int>, to block: inout [UInt8], offset: Int, rowSize: Int
  ) {
    switch column.type.size {
    case 1: copy(column, rows, as: UInt8.self, to: &block, offset: offset, rowSize: rowSize)
    case 2: copy(column, rows, as: UInt16.self, to: &block, offset: offset, rowSize: rowSize)
    case 4: copy(column, rows, as: UInt32.self, to: &block, offset: offset, rowSize: rowSize)
    default: copy(column, rows, as: UInt64.self, to: &block, offset: offset, rowSize: rowSize)
    }
  }

  private func copy<Word: FixedWidthInteger & BitwiseCopyable>(
    _ column: ScalarBuffer, _ rows: Range<Int>, as word: Word.Type, to block: inout [UInt8], offset: Int,
    rowSize: Int
  ) {
    column.bytes.withUnsafeBytes { source in
      block.withUnsafeMutableBytes { block in
        for row in rows {
          let value = source.loadUnaligned(fromByteOffset: row * MemoryLayout<Word>.size, as: Word.self)
          block.storeBytes(of: value, toByteOffset: offset + (row - rows.lowerBound) * rowSize, as: Word.self)
        }
      }
    }
  }

  // MARK: - Rows with lists

  private func writeLists(to file: borrowing OutputFile) throws {
    let areShort = element.properties.map { property in
      guard case .lists(let lists) = property.values else { return false }
      return Self.isShort(lists)
    }
    var block: [UInt8] = []
    block.reserveCapacity(Self.blockSize * 2)
    for row in 0..<element.count {
      for (column, property) in element.properties.enumerated() {
        switch property.values {
        case .scalars(let values):
          append(values, row..<(row + 1), to: &block)
        case .lists(let lists):
          append(length: lists.lengths[row], isShort: areShort[column], to: &block)
          append(lists.values, listStarts[column][row]..<listStarts[column][row + 1], to: &block)
        }
      }
      if block.count >= Self.blockSize {
        try block.withUnsafeBytes { try file.write($0) }
        block.removeAll(keepingCapacity: true)
      }
    }
    try block.withUnsafeBytes { try file.write($0) }
  }

  private func append(length: Int, isShort: Bool, to block: inout [UInt8]) {
    if isShort {
      block.append(UInt8(length))
    } else {
      withUnsafeBytes(of: UInt32(length)) { block.append(contentsOf: $0) }
    }
  }

  private func append(_ values: ScalarBuffer, _ range: Range<Int>, to block: inout [UInt8]) {
    let size = values.type.size
    block.append(contentsOf: values.bytes[(range.lowerBound * size)..<(range.upperBound * size)])
  }
}
