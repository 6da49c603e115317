import Files
import Foundation
import Tensors

/// Unpacks the parts of an SPZ file in their order.
struct SPZReader {
  private let url: URL
  private let gzip: GzipReader
  private let header: SPZ.Header

  init(_ data: Data, url: URL) throws {
    self.url = url
    gzip = try GzipReader(data, name: url.relativePath)
    header = try Self.header(gzip.read(SPZ.Header.size), url)
  }

  private static func header(_ bytes: [UInt8], _ url: URL) throws -> SPZ.Header {
    func word(_ place: Int) -> UInt32 {
      bytes.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt32.self)) }
    }
    guard word(0) == SPZ.Header.magic else { throw FileError(url, "is gzip, but holds no SPZ") }
    guard (2...3).contains(word(4)) else { throw SPZ.unknown(version: word(4), url) }
    guard word(8) <= SPZ.maximumCount else {
      throw FileError(url, "tells of \(word(8)) Gaussians; at most \(SPZ.maximumCount) are taken")
    }
    guard bytes[12] <= 3, bytes[13] <= 23 else {
      throw FileError(
        url, "has harmonics of degree \(bytes[12]) and \(bytes[13]) fractional bits, at most 3 and 23")
    }
    return SPZ.Header(
      version: word(4), count: Int(word(8)), degree: Int(bytes[12]), fractionalBits: Int(bytes[13]),
      hasExtensions: bytes[14] & 2 != 0)
  }

  func model() throws -> GaussianModel {
    let (count, coefficients) = (header.count, header.coefficients)
    let scale = 1 / Float(1 << header.fractionalBits)
    let means = try rows(3, bytes: 9) { bytes, row in
      for axis in 0..<3 {
        let low = UInt32(bytes[3 * axis]) | UInt32(bytes[3 * axis + 1]) << 8
        let word = low | UInt32(bytes[3 * axis + 2]) << 16
        // Shifted to the top and back, for the sign.
        row[axis] = Float(Int32(bitPattern: word << 8) >> 8) * (axis == 0 ? scale : -scale)
      }
    }
    let opacities = try rows(1, bytes: 1) { bytes, row in row[0] = QuantizedOpacity.logit(bytes[0]) }
    let colors = try rows(3, bytes: 3) { bytes, row in
      for channel in 0..<3 { row[channel] = (Float(bytes[channel]) / 255 - 0.5) / SPZ.colorScale }
    }
    let scales = try rows(3, bytes: 3) { bytes, row in
      for axis in 0..<3 { row[axis] = Float(bytes[axis]) / 16 - 10 }
    }
    let isFirstThree = header.version == 2
    let rotations = try rows(4, bytes: header.rotationSize) { bytes, row in
      let unit = isFirstThree ? Self.firstThree(bytes) : Self.smallestThree(bytes)
      (row[0], row[1], row[2], row[3]) = (unit.w, unit.x, -unit.y, -unit.z)
    }
    let harmonics = try rows(3 * coefficients, bytes: 3 * coefficients) { bytes, row in
      for place in 0..<3 * coefficients {
        row[place] = (Float(bytes[place]) - 128) / 128 * SPZ.signs[place / 3]
      }
    }
    guard try header.hasExtensions || gzip.isAtEnd() else {
      throw FileError(url, "holds more than the \(count) Gaussians that it tells of: it is damaged")
    }
    let model = GaussianModel(
      means: means, rotations: rotations, logScales: scales, opacityLogits: opacities.reshaped([count]),
      baseHarmonics: colors.reshaped([count, 1, 3]),
      higherHarmonics: harmonics.reshaped([count, coefficients, 3]))
    try model.check(url)
    return model
  }

  /// The next part, `bytes` a Gaussian, as a tensor `[N, width]`.
  private func rows(
    _ width: Int, bytes size: Int, unpack: (UnsafePointer<UInt8>, UnsafeMutablePointer<Float>) -> Void
  ) throws -> Tensor {
    let packed = try gzip.read(header.count * size)
    let tensor = Tensor.empty([header.count, width])
    tensor.withMutableElements(of: Float.self) { floats in
      packed.withUnsafeBufferPointer { packed in
        guard let source = packed.baseAddress, let target = floats.baseAddress else { return }
        for row in 0..<header.count { unpack(source + row * size, target + row * width) }
      }
    }
    return tensor
  }

  /// Version 2: x, y and z of the quaternion whose w is not negative.
  private static func firstThree(_ bytes: UnsafePointer<UInt8>) -> SIMD4<Float> {
    let vector = SIMD3(Float(bytes[0]), Float(bytes[1]), Float(bytes[2])) / 127.5 - 1
    return SIMD4(vector, max(0, 1 - (vector * vector).sum()).squareRoot())
  }

  /// Version 3: see ``SPZWriter``.
  private static func smallestThree(_ bytes: UnsafePointer<UInt8>) -> SIMD4<Float> {
    var word = UInt32(bytes[0]) | UInt32(bytes[1]) << 8 | UInt32(bytes[2]) << 16 | UInt32(bytes[3]) << 24
    let largest = Int(word >> 30)
    var unit = SIMD4<Float>.zero
    for place in stride(from: 3, through: 0, by: -1) where place != largest {
      let magnitude = Float(word & 511) / 511 * Float(0.5).squareRoot()
      unit[place] = word >> 9 & 1 == 1 ? -magnitude : magnitude
      word >>= 10
    }
    unit[largest] = max(0, 1 - (unit * unit).sum()).squareRoot()
    return unit
  }
}
