import Foundation

/// The checksum of PNG chunks.
enum Checksum {
  /// CRC-32, big-endian.
  static func crc32(_ bytes: some Sequence<UInt8>) -> Data {
    var sum: UInt32 = .max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? (sum >> 1) ^ 0xEDB8_8320 : sum >> 1 }
    }
    return withUnsafeBytes(of: (~sum).bigEndian) { Data($0) }
  }
}
