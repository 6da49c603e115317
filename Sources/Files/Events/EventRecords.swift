import Foundation

/// The records of a file in the TFRecord format.
struct EventRecords {
  /// What the records hold, in order.
  private(set) var records: [Data] = []

  /// Bytes before and after a record: its length and that one's checksum, and its own.
  private static let (head, tail) = (12, 4)

  /// Reads `url`; a record at the end that is cut short is left out.
  /// - Throws: ``FileError`` for a wrong checksum, or where the file cannot be read.
  init(contentsOf url: URL) throws {
    let data = try InputFile.read(url)
    var position = data.startIndex
    while data.endIndex - position >= Self.head + Self.tail {
      let length = data[position..<position + 8]
      let body = position + Self.head
      guard data[position + 8..<body].littleEndian(UInt32.self) == CRC32C.masked(length) else {
        throw FileError(url, "is no log of a training, or damaged: a length's checksum is wrong")
      }
      guard let count = Int(exactly: length.littleEndian(UInt64.self)),
        count <= data.endIndex - body - Self.tail
      else { return }
      let record = data[body..<body + count]
      guard data[body + count..<body + count + Self.tail].littleEndian(UInt32.self) == CRC32C.masked(record)
      else { throw FileError(url, "is damaged: a record's checksum is wrong") }
      records.append(record)
      position = body + count + Self.tail
    }
  }
}
