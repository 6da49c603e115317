import Files
import Foundation
import Tensors

/// Writes Gaussians as SPZ, some thousand at a time.
struct SPZWriter {
  private let model: GaussianModel
  private let header: SPZ.Header
  private let gzip: GzipWriter

  private static let pieceSize = 65_536

  init(_ model: GaussianModel, url: URL) throws {
    self.model = model
    let reach = model.count == 0 ? 0 : model.means.abs().max().item()
    // The largest that 23 bits and a sign hold.
    guard let bits = (0...20).last(where: { reach * Double(1 << $0) < Double(1 << 23) - 1 }) else {
      throw FileError(
        url, "cannot hold a position \(reach) metres away",
        remedy: "remove it, or make the scene smaller (--scale)")
    }
    header = SPZ.Header(count: model.count, degree: model.maximumDegree, fractionalBits: bits)
    gzip = try GzipWriter()
  }

  func write(to file: borrowing OutputFile) throws {
    try writeHeader(to: file)
    let scale = Float(1 << header.fractionalBits)
    try writeRows(model.means, to: file, size: 9) { row, bytes in
      for axis in 0..<3 {
        let value = Int32((row[axis] * (axis == 0 ? scale : -scale)).rounded())
        for place in 0..<3 { bytes[3 * axis + place] = UInt8(truncatingIfNeeded: value >> Int32(8 * place)) }
      }
    }
    try writeRows(model.opacityLogits.reshaped([-1, 1]), to: file, size: 1) { row, bytes in
      bytes[0] = QuantizedOpacity.byte(row[0])
    }
    try writeRows(model.baseHarmonics.reshaped([-1, 3]), to: file, size: 3) { row, bytes in
      for channel in 0..<3 { bytes[channel] = Self.byte((row[channel] * SPZ.colorScale + 0.5) * 255) }
    }
    try writeRows(model.logScales, to: file, size: 3) { row, bytes in
      for axis in 0..<3 { bytes[axis] = Self.byte((row[axis] + 10) * 16) }
    }
    try writeRows(model.rotations, to: file, size: 4) { row, bytes in
      let word = Self.smallestThree([row[1], -row[2], -row[3], row[0]])
      for place in 0..<4 { bytes[place] = UInt8(truncatingIfNeeded: word >> UInt32(8 * place)) }
    }
    try writeHarmonics(to: file)
    try gzip.finish(to: file)
  }

  private func writeHeader(to file: borrowing OutputFile) throws {
    let words = [SPZ.Header.magic, header.version, UInt32(header.count)]
    let bytes =
      words.withUnsafeBytes { Array($0) } + [UInt8(header.degree), UInt8(header.fractionalBits), 0, 0]
    try bytes.withUnsafeBytes { try gzip.write($0, to: file) }
  }

  private func writeHarmonics(to file: borrowing OutputFile) throws {
    let width = 3 * header.coefficients
    guard width > 0 else { return }
    try writeRows(model.higherHarmonics, to: file, size: width) { row, bytes in
      for place in 0..<width {
        let value = row[place] * SPZ.signs[place / 3]
        bytes[place] = Self.harmonic(value, step: place < 9 ? 8 : 16)
      }
    }
  }

  /// Packs a tensor row by row, each to `size` bytes.
  private func writeRows(
    _ tensor: Tensor, to file: borrowing OutputFile, size: Int,
    pack: (UnsafePointer<Float>, UnsafeMutablePointer<UInt8>) -> Void
  ) throws {
    for start in stride(from: 0, to: header.count, by: Self.pieceSize) {
      let rows = start..<min(start + Self.pieceSize, header.count)
      let part = tensor.detached()[rows].contiguous()
      let width = part.count / rows.count
      let bytes = [UInt8](unsafeUninitializedCapacity: rows.count * size) { bytes, filled in
        part.withElements(of: Float.self) { floats in
          guard let source = floats.baseAddress, let target = bytes.baseAddress else { return }
          for row in 0..<rows.count { pack(source + row * width, target + row * size) }
        }
        filled = rows.count * size
      }
      try bytes.withUnsafeBytes { try gzip.write($0, to: file) }
    }
  }

  private static func byte(_ value: Float) -> UInt8 { UInt8(min(max(value.rounded(), 0), 255)) }

  /// The nearest multiple of `step`, 128 standing for zero and 128 steps for one.
  private static func harmonic(_ value: Float, step: Int) -> UInt8 {
    let whole = Int((min(max(value, -2), 2) * 128).rounded()) + 128
    return UInt8(min(max((whole + step / 2) / step * step, 0), 255))
  }

  /// The place of the largest of x, y, z, w in two bits, and the others over the root of a half in ten, a sign and
  /// nine of magnitude.
  private static func smallestThree(_ quaternion: SIMD4<Float>) -> UInt32 {
    let unit = quaternion / (quaternion * quaternion).sum().squareRoot()
    var largest = 0
    for place in 1..<4 where abs(unit[place]) > abs(unit[largest]) { largest = place }
    let isFlipped = unit[largest] < 0
    var word = UInt32(largest)
    for place in 0..<4 where place != largest {
      let magnitude = UInt32(min(511, (abs(unit[place]) * Float(2).squareRoot() * 511).rounded()))
      let sign: UInt32 = (unit[place] < 0) != isFlipped ? 1 : 0
      word = word << 10 | sign << 9 | magnitude
    }
    return word
  }
}
