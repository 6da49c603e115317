import Files
import Foundation

/// Bytes of channels over some times, as `embedded.js` takes them apart again.
///
/// A channel is a byte, the number of bytes K of a number; then the lowest bytes of all numbers, time after time and
/// Gaussian after Gaussian, then the second lowest, and so on up to K. A number is a difference d as 2d, or -2d - 1
/// where it is negative: from the same Gaussian at the time before, or where there is none from the Gaussian before.
/// The whole is packed with gzip and written in base64.
struct ChannelBlock {
  private var bytes = Data()

  /// Adds a channel `[time][Gaussian]`.
  ///
  /// - Parameter start: The time before the first.
  mutating func add(_ times: [[Int32]], after start: [Int32]?) {
    var numbers: [UInt32] = []
    var before = start
    for values in times {
      var neighbor: Int32 = 0
      for (index, value) in values.enumerated() {
        let difference = value - (before?[index] ?? neighbor)
        numbers.append(UInt32(bitPattern: difference << 1 ^ difference >> 31))
        neighbor = value
      }
      before = values
    }
    let largest = numbers.max() ?? 0
    let size = max(1, (32 - largest.leadingZeroBitCount + 7) / 8)
    bytes.append(UInt8(size))
    for place in 0..<size {
      bytes.append(contentsOf: numbers.map { UInt8(truncatingIfNeeded: $0 >> UInt32(8 * place)) })
    }
  }

  /// - Throws: ``FileError`` if zlib cannot start.
  func text() throws -> Data { try GzipWriter.packed(bytes).base64EncodedData() }
}
