import CIntrinsics

/// Positional encodings of one point, sixteen features at a time; see ``PositionalEncoding``.
///
/// Absolute error at most 2e-7 for angles up to 1e5; angles above four million are not resolved.
struct EncodingLanes: Sendable {
  /// What turns a point into the angles, or the plain coordinates, of a panel of features.
  private struct Panel {
    var x = Lanes()
    var y = Lanes()
    var z = Lanes()
    /// 1 for cosines, whose angle is a quarter turn further.
    var quarter = SIMD16<Int32>()
    /// Whether the feature is a coordinate itself.
    var isPlain = SIMDMask<SIMD16<Int32>>(repeating: false)
  }

  private let panels: [Panel]

  /// Tables for `paddedSize` features, of which those behind the encoding's are zero.
  init(frequencies: Int, paddedSize: Int) {
    var panels = [Panel](repeating: Panel(), count: paddedSize / 16)
    for feature in 0..<3 * (1 + 2 * frequencies) {
      let (panel, lane) = (feature / 16, feature % 16)
      // Coordinates; then for each frequency three sines and three cosines.
      let frequency = (feature - 3) / 6
      let factor = feature < 3 ? 1 : Float(sign: .plus, exponent: frequency, significand: 1)
      switch feature % 3 {
      case 0: panels[panel].x[lane] = factor
      case 1: panels[panel].y[lane] = factor
      default: panels[panel].z[lane] = factor
      }
      panels[panel].isPlain[lane] = feature < 3
      panels[panel].quarter[lane] = feature >= 3 && (feature - 3) % 6 >= 3 ? 1 : 0
    }
    self.panels = panels
  }

  /// The features of a panel.
  @inline(__always) func features(_ panel: Int, _ x: Float, _ y: Float, _ z: Float) -> Lanes {
    let table = panels[panel]
    let angle = hfMultiplyAdd(
      hfMultiplyAdd(table.x * Lanes(repeating: x), table.y, Lanes(repeating: y)), table.z, Lanes(repeating: z)
    )
    return Self.sine(angle, quarters: table.quarter).replacing(with: angle, where: table.isPlain)
  }

  /// The sine of each angle and so many quarter turns.
  ///
  /// The nearest multiple of a quarter turn is taken off in three parts (Cody and Waite 1980); minimax polynomials do
  /// the rest.
  @inline(__always) private static func sine(_ angle: Lanes, quarters: SIMD16<Int32>) -> Lanes {
    // 1.5 * 2^23: adding it rounds to an integer in the low bits.
    let rounder = Lanes(repeating: 12_582_912)
    let shifted = hfMultiplyAdd(rounder, angle, Lanes(repeating: 0.636_619_8))
    let turns = shifted - rounder
    // One rounding each, on every processor: large angles would lose their last digits otherwise.
    var rest = angle.addingProduct(turns, Lanes(repeating: -1.570_796_4))
    rest = rest.addingProduct(turns, Lanes(repeating: 4.371_139e-8))
    // Where the angle is too large to be told, the result stays between -1 and 1.
    rest = rest.replacing(with: Lanes(repeating: 0.8), where: rest .> Lanes(repeating: 0.8))
    rest = rest.replacing(with: Lanes(repeating: -0.8), where: rest .< Lanes(repeating: -0.8))
    let square = rest * rest
    var sine = hfMultiplyAdd(Lanes(repeating: 0.008_332_16), Lanes(repeating: -0.000_195_152_17), square)
    sine = hfMultiplyAdd(Lanes(repeating: -0.166_666_55), sine, square)
    sine = hfMultiplyAdd(rest, rest * square, sine)
    var cosine = hfMultiplyAdd(Lanes(repeating: -0.001_388_736_7), Lanes(repeating: 2.443_838e-5), square)
    cosine = hfMultiplyAdd(Lanes(repeating: 0.041_666_646), cosine, square)
    cosine = hfMultiplyAdd(Lanes(repeating: -0.5), cosine, square)
    cosine = hfMultiplyAdd(Lanes(repeating: 1), cosine, square)
    let quadrant = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &+ quarters
    let isOdd = (quadrant & SIMD16(repeating: 1)) .!= SIMD16(repeating: 0)
    let sign = unsafeBitCast((quadrant & SIMD16(repeating: 2)) &<< SIMD16(repeating: 30), to: Words.self)
    let value = unsafeBitCast(sine.replacing(with: cosine, where: isOdd), to: Words.self)
    return unsafeBitCast(value ^ sign, to: Lanes.self)
  }
}
