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

  /// How many there are.
  public let count: Int
  /// The degree of the harmonics, 0...3.
  public let degree: Int
  private let words: [UInt32]
  /// Harmonics above degree 0.
  let harmonics: [UInt32]

  /// Packs `gaussians`, with harmonics up to the degree that is evaluated.
  /// - Throws: ``RasterizerError/notFinite(_:index:)`` for a NaN or an infinity.
  public init(_ gaussians: Gaussians) throws {
    count = gaussians.count
    degree = gaussians.degree
    let values = try GaussianValues(gaussians)
    var words: [UInt32] = []
    words.reserveCapacity(8 * count)
    for index in 0..<count { values.appendWords(of: index, to: &words) }
    self.words = words
    harmonics = values.higherHarmonics(degree: degree, wordsEach: Self.harmonicsWords(degree: degree))
  }

  /// 32-bit words of harmonics a Gaussian, whole texels of four.
  static func harmonicsWords(degree: Int) -> Int {
    let halves = 3 * (SphericalHarmonics.count(degree: degree) - 1)
    return (halves + 7) / 8 * 4
  }

  /// The bytes; harmonics can be left out for a viewer that has them already.
  public func data(withHarmonics: Bool = true) -> Data {
    let includes = withHarmonics && !harmonics.isEmpty
    var data = Data("HFGS".utf8)
    data.append(contentsOf: [1, 0, UInt8(degree), includes ? 1 : 0])
    let sizes = [UInt32(count), UInt32(Self.harmonicsWords(degree: degree))]
    for part in [sizes, words] + (includes ? [harmonics] : []) {
      part.withUnsafeBytes { data.append(contentsOf: $0) }
    }
    return data
  }
}
