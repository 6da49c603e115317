import CZip
import Foundation

/// A zip archive open for reading, with limits against archives made to fill the memory.
final class ZipReader {
  /// One file in the archive.
  struct Entry {
    let name: String
    let index: UInt64
    /// Bytes when unpacked.
    let size: Int
  }

  /// The files, in the archive's order.
  let entries: [Entry]
  private let path: String
  private let archive: OpaquePointer

  private static let maximumEntries = 65_536
  /// Deflate packs no better than 1032:1.
  private static let maximumRatio = 1_032

  init(_ url: URL, maximumSize: Int) throws {
    // Tells a missing or unreadable file in the words that are used everywhere.
    let fileSize = try InputFile.read(url, mapped: true).count
    path = url.relativePath
    var code: Int32 = 0
    guard let archive = zip_open(url.path, ZIP_RDONLY | ZIP_CHECKCONS, &code) else {
      throw FileError(path, "is not a zip archive, or is cut short or damaged")
    }
    self.archive = archive
    do {
      entries = try Self.list(archive, path: path)
    } catch {
      zip_discard(archive)
      throw error
    }
    let total = entries.reduce(0) { $0.saturatingSum($1.size) }
    guard total <= maximumSize else {
      throw FileError(path, "unpacks to \(total) bytes; at most \(maximumSize) are taken")
    }
    guard total <= fileSize.saturatingProduct(Self.maximumRatio) else {
      throw FileError(path, "tells impossible sizes of its content: it is damaged")
    }
  }

  deinit { zip_discard(archive) }

  /// The bytes of one file, unpacked; its checksum is checked.
  func read(_ entry: Entry) throws -> Data {
    guard let file = zip_fopen_index(archive, entry.index, 0) else {
      throw FileError(path, "cannot read '\(entry.name)': \(String(cString: zip_strerror(archive)))")
    }
    defer { zip_fclose(file) }
    var data = Data(count: entry.size)
    let read = data.withUnsafeMutableBytes { buffer in
      buffer.baseAddress.map { zip_fread(file, $0, UInt64(buffer.count)) } ?? 0
    }
    // The checksum is compared when the end is met, which only a further read does.
    var beyond: UInt8 = 0
    guard read == Int64(entry.size), zip_fread(file, &beyond, 1) == 0 else {
      throw FileError(path, "cannot read '\(entry.name)': it is cut short or damaged")
    }
    return data
  }

  private static func list(_ archive: OpaquePointer, path: String) throws -> [Entry] {
    let count = zip_get_num_entries(archive, 0)
    guard count <= maximumEntries else {
      throw FileError(path, "holds \(count) files; at most \(maximumEntries) are taken")
    }
    return try (0..<UInt64(max(0, count))).map { index in
      var status = zip_stat_t()
      zip_stat_init(&status)
      let known = UInt64(ZIP_STAT_NAME | ZIP_STAT_SIZE)
      guard zip_stat_index(archive, index, 0, &status) == 0, status.valid & known == known,
        let size = Int(exactly: status.size), let name = status.name
      else { throw FileError(path, "has a damaged list of content") }
      return Entry(name: String(cString: name), index: index, size: size)
    }
  }
}

extension Int {
  /// The sum of two numbers that are not negative, or the largest integer where it does not fit.
  func saturatingSum(_ other: Int) -> Int {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
