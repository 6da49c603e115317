import CZlib
import Foundation

/// Packs bytes with gzip (RFC 1952) as they come, so that neither they nor the result are in memory as a whole.
public final class GzipWriter {
  // At one address: zlib's state points back to it.
  private let stream: UnsafeMutablePointer<z_stream>
  private var block = [UInt8](repeating: 0, count: 256 * 1024)

  /// Bytes handed to zlib in one go; its counts have 32 bits.
  private static let largestPart = 1 << 30
  /// zlib's largest window, and 16 for a gzip header.
  private static let windowBits: Int32 = 15 + 16

  /// Makes a writer; each packs one file.
  /// - Throws: ``FileError`` if zlib cannot start.
  public init() throws {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let code = deflateInit2_(
      stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, Self.windowBits, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else { throw FileError("gzip", "zlib cannot start (its code is \(code))") }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// All of `data` packed, for what may be in memory as a whole.
  /// - Throws: ``FileError`` if zlib cannot start.
  public static func packed(_ data: Data) throws -> Data {
    let writer = try GzipWriter()
    var packed = Data()
    data.withUnsafeBytes { bytes in writer.feed(bytes) { packed.append(contentsOf: $0) } }
    writer.end { packed.append(contentsOf: $0) }
    return packed
  }

  /// Packs `bytes` and appends what is ready to `file`.
  /// - Throws: ``FileError`` where the file cannot be written.
  public func write(_ bytes: UnsafeRawBufferPointer, to file: borrowing OutputFile) throws {
    try feed(bytes) { try file.write($0) }
  }

  /// Appends the end to `file`; nothing may be written after it.
  /// - Throws: ``FileError`` where the file cannot be written.
  public func finish(to file: borrowing OutputFile) throws {
    try end { try file.write($0) }
  }

  private func feed(
    _ bytes: UnsafeRawBufferPointer, to sink: (UnsafeRawBufferPointer) throws -> Void
  ) rethrows {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(Self.largestPart))
      stream.pointee.next_in = UnsafeMutablePointer(
        mutating: part.baseAddress?.assumingMemoryBound(to: UInt8.self))
      stream.pointee.avail_in = UInt32(part.count)
      try run(Z_NO_FLUSH, to: sink)
      rest = rest.dropFirst(part.count)
    }
  }

  private func end(to sink: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    stream.pointee.avail_in = 0
    try run(Z_FINISH, to: sink)
  }

  private func run(_ flush: Int32, to sink: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    repeat {
      let packed = block.withUnsafeMutableBufferPointer { block in
        stream.pointee.next_out = block.baseAddress
        stream.pointee.avail_out = UInt32(block.count)
        // With room in the block and a stream in order there is no error that this could give.
        _ = deflate(stream, flush)
        return block.count - Int(stream.pointee.avail_out)
      }
      try block.withUnsafeBytes { try sink(UnsafeRawBufferPointer(rebasing: $0[..<packed])) }
    } while stream.pointee.avail_out == 0
  }
}
