import Files
import Foundation

/// Reads little-endian values one after another from a file held in memory.
struct ByteReader {
  /// The file, for messages.
  let url: URL
  private let bytes: Data
  private var position = 0

  /// Reads the file at `url`.
  init(_ url: URL) throws {
    self.url = url
    bytes = try InputFile.read(url, mapped: true)
  }

  /// The next integer.
  mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
    let start = position
    try skip(MemoryLayout<Number>.size)
    return bytes.withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: Number.self))
    }
  }

  /// The next double.
  mutating func real() throws -> Double { Double(bitPattern: try number(UInt64.self)) }

  /// The next three doubles.
  mutating func vector() throws -> SIMD3<Double> {
    [try real(), try real(), try real()]
  }

  /// The next number of elements, refused where elements of `leastBytes` each would not fit in what is left.
  mutating func count(leastBytes: Int) throws -> Int {
    let count = try number(UInt64.self)
    guard count <= UInt64((bytes.count - position) / leastBytes) else { throw cutShort }
    return Int(count)
  }

  /// The next characters up to a zero byte, which is passed over.
  mutating func text() throws -> String {
    guard let end = bytes[position...].firstIndex(of: 0) else { throw cutShort }
    let characters = bytes[position..<end]
    position = end + 1
    return String(decoding: characters, as: UTF8.self)
  }

  /// Passes over `size` bytes, `times` times.
  mutating func skip(_ size: Int, times: UInt64 = 1) throws {
    guard times <= UInt64((bytes.count - position) / size) else { throw cutShort }
    position += size * Int(times)
  }

  private var cutShort: FileError {
    FileError(url, "ends too soon, at byte \(bytes.count)", remedy: "write or copy it again")
  }
}
