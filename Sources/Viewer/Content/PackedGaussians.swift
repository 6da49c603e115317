import Foundation
import Splatting
import Tensors

/// Gaussians as a graphics card takes them: 32 bytes each, and harmonics above degree 0 in half precision.
///
/// `data(withHarmonics:)` is, in little-endian order,
///
/// | bytes | what |
/// |---|---|
/// | 4 | `HFGS` |
/// | 2, 1, 1 | version 1; degree of harmonics, 0...3; 1 if harmonics follow, else 0 |
/// | 4, 4 | number N of Gaussians; 32-bit words W of harmonics a Gaussian, a multiple of 4 |
/// | 32 N | a Gaussian each: see below |
/// | 4 W N | if they follow: coefficients from degree 1 on, red, green, blue each, two halves a word, then zeros |
///
/// A Gaussian's eight words are x, y, z as floats, then ten 16-bit values, the lower half of a word first: red, green
/// and blue of degree 0 as halves; opacity, 65535 for 1; logarithms of the scales, 0...65535 for -16...16; three of the
/// unit quaternion's components, the one of largest magnitude left out after its sign was made positive: 15 bits, from
/// -1/sqrt(2) to 1/sqrt(2) for 0...32766, with bit 15 of the first and second holding bits 0 and 1 of the index (of w,
/// x, y, z) left out.
public struct PackedGaussians: Sendable, Equatable {
  /// The largest magnitude of a logarithm of a scale.
  static let scaleLimit: Float = 16
  private static let headerSize = 16
  /// Of so many Gaussians the numbers are in memory a second time while they are packed: a large scene leaves little room.
  private static let pieceSize = 65_536

  /// How many there are.
  public let count: Int
  /// The degree of the harmonics, 0...3.
  public let degree: Int
  /// All bytes, those of the harmonics too.
  private let bytes: Data

  /// Packs `gaussians`, with harmonics up to the degree that is evaluated.
  /// - Throws: ``RasterizerError/notFinite(_:index:)`` for a NaN or an infinity.
  public init(_ gaussians: Gaussians) throws {
    let (count, wordsEach) = (gaussians.count, Self.harmonicsWords(degree: gaussians.degree))
    var bytes = Self.header(count: count, degree: gaussians.degree, wordsEach: wordsEach)
    bytes.count += (32 + 4 * wordsEach) * count
    try bytes.withUnsafeMutableBytes { memory in
      for start in stride(from: 0, to: count, by: Self.pieceSize) {
        let values = try GaussianValues(gaussians, rows: start..<min(count, start + Self.pieceSize))
        values.writeWords(to: .init(rebasing: memory[(Self.headerSize + 32 * start)...]))
        let harmonics = Self.headerSize + 32 * count + 4 * wordsEach * start
        values.writeHigherHarmonics(to: .init(rebasing: memory[harmonics...]), wordsEach: wordsEach)
      }
    }
    (self.count, degree, self.bytes) = (count, gaussians.degree, bytes)
  }

  /// 32-bit words of harmonics a Gaussian, whole texels of four.
  static func harmonicsWords(degree: Int) -> Int {
    let halves = 3 * (SphericalHarmonics.count(degree: degree) - 1)
    return (halves + 7) / 8 * 4
  }

  /// The bytes of harmonics above degree 0.
  var harmonics: Data { bytes[(Self.headerSize + 32 * count)...] }

  /// The bytes; harmonics can be left out for a viewer that has them already.
  public func data(withHarmonics: Bool = true) -> Data {
    if withHarmonics { return bytes }
    var data = Data(bytes.prefix(Self.headerSize + 32 * count))
    data[Self.flagPlace] = 0
    return data
  }

  /// Where the header says whether harmonics follow.
  private static let flagPlace = 7

  private static func header(count: Int, degree: Int, wordsEach: Int) -> Data {
    var data = Data("HFGS".utf8)
    data.append(contentsOf: [1, 0, UInt8(degree), count > 0 && wordsEach > 0 ? 1 : 0])
    for size in [count, wordsEach] {
      withUnsafeBytes(of: UInt32(size).littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }
}
