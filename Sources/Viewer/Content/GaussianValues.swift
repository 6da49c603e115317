import Foundation
import Splatting
import Tensors

/// The numbers of some Gaussians on their way into ``PackedGaussians``.
struct GaussianValues {
  private let means: [Float]
  private let rotations: [Float]
  private let scales: [Float]
  private let opacities: [Float]
  private let harmonics: [Float]
  /// Harmonics a Gaussian.
  private let stride: Int
  private let degree: Int

  /// Takes the Gaussians `rows`, by default all.
  /// - Throws: ``RasterizerError/notFinite(_:index:)``.
  init(_ gaussians: Gaussians, rows: Range<Int>? = nil) throws {
    let rows = rows ?? 0..<gaussians.count
    func finite(_ tensor: Tensor, _ input: RasterizerError.Input, perRow: Int) throws -> [Float] {
      let values = tensor[rows].floats()
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        throw RasterizerError.notFinite(input, index: rows.lowerBound + index / perRow)
      }
      return values
    }
    means = try finite(gaussians.means, .means, perRow: 3)
    rotations = try finite(gaussians.rotations, .quaternions, perRow: 4)
    scales = try finite(gaussians.scales, .scales, perRow: 3)
    opacities = try finite(gaussians.opacities, .opacities, perRow: 1)
    stride = 3 * gaussians.harmonics.size(1)
    harmonics = try finite(gaussians.harmonics, .coefficients, perRow: stride)
    degree = gaussians.degree
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
  func logScales(_ index: Int) -> [Float] { (0..<3).map { Self.clampedLogarithm(scales[3 * index + $0]) } }

  /// The opacity in 0...1.
  func opacity(_ index: Int) -> Float { max(0, min(1, opacities[index])) }

  /// Numbers of the harmonics: red, green, blue of each coefficient.
  func harmonics(_ index: Int, _ places: Range<Int>) -> ArraySlice<Float> {
    harmonics[stride * index + places.lowerBound..<stride * index + places.upperBound]
  }

  /// Writes the eight words of each Gaussian.
  func writeWords(to memory: UnsafeMutableRawBufferPointer) {
    for index in opacities.indices {
      let (vector, base) = (3 * index, stride * index)
      let opacity = UInt16((opacity(index) * 65535).rounded())
      let rotation = Self.smallestThree(
        SIMD4(
          rotations[4 * index], rotations[4 * index + 1], rotations[4 * index + 2], rotations[4 * index + 3]))
      let words = SIMD8(
        means[vector].bitPattern, means[vector + 1].bitPattern, means[vector + 2].bitPattern,
        Self.word(Self.half(harmonics[base]), Self.half(harmonics[base + 1])),
        Self.word(Self.half(harmonics[base + 2]), opacity),
        Self.word(Self.logarithm(scales[vector]), Self.logarithm(scales[vector + 1])),
        Self.word(Self.logarithm(scales[vector + 2]), rotation.x), Self.word(rotation.y, rotation.z))
      for place in 0..<8 {
        memory.storeBytes(
          of: words[place].littleEndian, toByteOffset: 32 * index + 4 * place, as: UInt32.self)
      }
    }
  }

  /// Writes the coefficients from degree 1 on of each Gaussian into `wordsEach` words, which hold zeros.
  func writeHigherHarmonics(to memory: UnsafeMutableRawBufferPointer, wordsEach: Int) {
    let end = 3 * SphericalHarmonics.count(degree: degree)
    for index in opacities.indices {
      for position in 3..<max(3, end) {
        memory.storeBytes(
          of: Self.half(harmonics[stride * index + position]).littleEndian,
          toByteOffset: 4 * wordsEach * index + 2 * (position - 3), as: UInt16.self)
      }
    }
  }

  private static func word(_ low: UInt16, _ high: UInt16) -> UInt32 { UInt32(low) | UInt32(high) << 16 }

  private static func half(_ value: Float) -> UInt16 { Float16(max(-65504, min(65504, value))).bitPattern }

  private static func logarithm(_ scale: Float) -> UInt16 {
    let limit = PackedGaussians.scaleLimit
    return UInt16(((clampedLogarithm(scale) + limit) / (2 * limit) * 65535).rounded())
  }

  private static func clampedLogarithm(_ scale: Float) -> Float {
    let limit = PackedGaussians.scaleLimit
    // A scale of 0, or one below it after a fault, becomes the smallest.
    return scale > 0 ? max(-limit, min(limit, log(scale))) : -limit
  }

  /// The three components of smallest magnitude of a quaternion of any length; zero is the identity.
  private static func smallestThree(_ quaternion: SIMD4<Float>) -> SIMD3<UInt16> {
    let length = (quaternion * quaternion).sum().squareRoot()
    let unit = length > 0 ? quaternion / length : [1, 0, 0, 0]
    var largest = 0
    for index in 1..<4 where abs(unit[index]) > abs(unit[largest]) { largest = index }
    let sign: Float = unit[largest] < 0 ? -1 : 1
    var parts = SIMD3<UInt16>()
    for index in 0..<3 {
      let share = sign * unit[index < largest ? index : index + 1] * Float(0.5).squareRoot() + 0.5
      parts[index] = UInt16((max(0, min(1, share)) * 32766).rounded())
    }
    parts.x |= UInt16(largest & 1) << 15
    parts.y |= UInt16(largest >> 1) << 15
    return parts
  }
}
