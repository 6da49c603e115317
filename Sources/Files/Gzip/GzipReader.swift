import CZlib
import Foundation

/// Unpacks gzip (RFC 1952) piece by piece, with limits against files made to fill the memory.
public final class GzipReader {
  private let data: Data
  private let name: String
  // At one address: zlib's state points back to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var consumed = 0

  /// Deflate packs no better than 1032:1.
  private static let maximumRatio = 1_032
  /// Bytes handed to zlib in one go; its counts have 32 bits.
  private static let largestPart = 1 << 30

  /// Begins to unpack `data`; `name` is what errors call the file.
  /// - Throws: ``FileError`` if zlib cannot start.
  public init(_ data: Data, name: String) throws {
    self.data = data
    self.name = name
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let code = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else { throw FileError(name, "zlib cannot start (its code is \(code))") }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// The next `count` bytes.
  ///
  /// Nothing is reserved for a count that the file cannot hold.
  /// - Throws: ``FileError`` where the file ends before, or is damaged.
  public func read(_ count: Int) throws -> [UInt8] {
    guard count <= data.count.saturatingProduct(Self.maximumRatio) else {
      throw FileError(name, "tells impossible sizes of its content: it is damaged")
    }
    var bytes = [UInt8](repeating: 0, count: count)
    let read = try bytes.withUnsafeMutableBufferPointer { try fill($0) }
    guard read == count else {
      throw FileError(name, "is cut short: more content is announced than is there")
    }
    return bytes
  }

  /// Whether nothing follows what was read; the checksum is compared then.
  /// - Throws: ``FileError`` where the end is damaged.
  public func isAtEnd() throws -> Bool {
    var beyond: [UInt8] = [0]
    return try beyond.withUnsafeMutableBufferPointer { try fill($0) } == 0
  }

  /// Unpacks into `target` until it is full or the content ends; gives how many bytes there were.
  private func fill(_ target: UnsafeMutableBufferPointer<UInt8>) throws -> Int {
    var filled = 0
    while filled < target.count {
      let room = min(target.count - filled, Self.largestPart)
      let code = data.withUnsafeBytes { data in
        let part = data[consumed...].prefix(Self.largestPart)
        stream.pointee.next_in = UnsafeMutablePointer(
          mutating: UnsafeRawBufferPointer(rebasing: part).baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(part.count)
        stream.pointee.next_out = target.baseAddress.map { $0 + filled }
        stream.pointee.avail_out = UInt32(room)
        let code = inflate(stream, Z_NO_FLUSH)
        consumed += part.count - Int(stream.pointee.avail_in)
        return code
      }
      filled += room - Int(stream.pointee.avail_out)
      if code == Z_STREAM_END { break }
      // No progress: the packed bytes have run out before their end.
      if code == Z_BUF_ERROR { throw FileError(name, "is cut short: its gzip data end too early") }
      guard code == Z_OK else { throw FileError(name, "is damaged: its gzip data cannot be unpacked") }
    }
    return filled
  }
}
