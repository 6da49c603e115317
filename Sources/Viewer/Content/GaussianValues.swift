import Foundation
import Splatting
import Tensors

/// The numbers of Gaussians on their way into ``PackedGaussians``.
struct GaussianValues {
  private let means: [Float]
  private let rotations: [Float]
  private let scales: [Float]
  private let opacities: [Float]
  private let harmonics: [Float]
  /// Harmonics a Gaussian.
  private let stride: Int

  /// - Throws: ``RasterizerError/notFinite(_:index:)``.
  init(_ gaussians: Gaussians) throws {
    means = try Self.finite(gaussians.means, .means, perRow: 3)
    rotations = try Self.finite(gaussians.rotations, .quaternions, perRow: 4)
    scales = try Self.finite(gaussians.scales, .scales, perRow: 3)
    opacities = try Self.finite(gaussians.opacities, .opacities, perRow: 1)
    stride = 3 * gaussians.harmonics.size(1)
    harmonics = try Self.finite(gaussians.harmonics, .coefficients, perRow: stride)
  }

  private static func finite(
    _ tensor: Tensor, _ input: RasterizerError.Input, perRow: Int
  ) throws -> [Float] {
    let values = tensor.floats()
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw RasterizerError.notFinite(input, index: index / perRow)
    }
    return values
  }

  /// How many Gaussians there are.
  var count: Int { opacities.count }

  /// The middle, metres.
  func position(_ index: Int) -> SIMD3<Float> {
    [means[3 * index], means[3 * index + 1], means[3 * index + 2]]
  }

  /// The quaternion w, x, y, z, of any length.
  func rotation(_ index: Int) -> [Float] { (0..<4).map { rotations[4 * index + $0] } }

  /// Natural logarithms of the three scales, within ``PackedGaussians/scaleLimit``.
  func logScales(_ index: Int) -> [Float] {
    let limit = PackedGaussians.scaleLimit
    return (0..<3).map { axis in
      let scale = scales[3 * index + axis]
      // A scale of 0, or one below it after a fault, becomes the smallest.
      return scale > 0 ? max(-limit, min(limit, log(scale))) : -limit
    }
  }

  /// The opacity in 0...1.
  func opacity(_ index: Int) -> Float { max(0, min(1, opacities[index])) }

  /// Numbers of the harmonics: red, green, blue of each coefficient.
  func harmonics(_ index: Int, _ places: Range<Int>) -> ArraySlice<Float> {
    harmonics[stride * index + places.lowerBound..<stride * index + places.upperBound]
  }

  /// Appends the eight words of the Gaussian at `index`.
  func appendWords(of index: Int, to words: inout [UInt32]) {
    for axis in 0..<3 { words.append(means[3 * index + axis].bitPattern) }
    let base = (0..<3).map { Self.half(harmonics[stride * index + $0]) }
    let scale = logScales(index).map { Self.word(ofLogarithm: $0) }
    let rotation = Self.smallestThree(self.rotation(index))
    let opacity = UInt16((opacity(index) * 65535).rounded())
    words.append(Self.word(base[0], base[1]))
    words.append(Self.word(base[2], opacity))
    words.append(Self.word(scale[0], scale[1]))
    words.append(Self.word(scale[2], rotation[0]))
    words.append(Self.word(rotation[1], rotation[2]))
  }

  /// The coefficients from degree 1 to `degree` of all Gaussians, each filled up to `wordsEach` words.
  func higherHarmonics(degree: Int, wordsEach: Int) -> [UInt32] {
    let end = 3 * SphericalHarmonics.count(degree: degree)
    var words = [UInt32](repeating: 0, count: opacities.count * wordsEach)
    for index in opacities.indices {
      for position in 3..<max(3, end) {
        let half = UInt32(Self.half(harmonics[stride * index + position]))
        words[index * wordsEach + (position - 3) / 2] |= half << (16 * UInt32((position - 3) % 2))
      }
    }
    return words
  }

  private static func word(_ low: UInt16, _ high: UInt16) -> UInt32 { UInt32(low) | UInt32(high) << 16 }

  private static func half(_ value: Float) -> UInt16 { Float16(max(-65504, min(65504, value))).bitPattern }

  private static func word(ofLogarithm value: Float) -> UInt16 {
    let limit = PackedGaussians.scaleLimit
    return UInt16(((value + limit) / (2 * limit) * 65535).rounded())
  }

  /// The three components of smallest magnitude of a quaternion of any length; zero is the identity.
  private static func smallestThree(_ quaternion: [Float]) -> [UInt16] {
    let length = quaternion.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let unit = length > 0 ? quaternion.map { $0 / length } : [1, 0, 0, 0]
    var largest = 0
    for index in 1..<4 where abs(unit[index]) > abs(unit[largest]) { largest = index }
    let sign: Float = unit[largest] < 0 ? -1 : 1
    var parts: [UInt16] = []
    for index in 0..<4 where index != largest {
      let share = sign * unit[index] * Float(0.5).squareRoot() + 0.5
      parts.append(UInt16((max(0, min(1, share)) * 32766).rounded()))
    }
    parts[0] |= UInt16(largest & 1) << 15
    parts[1] |= UInt16(largest >> 1) << 15
    return parts
  }
}
