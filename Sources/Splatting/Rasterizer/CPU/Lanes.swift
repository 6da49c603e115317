import CIntrinsics

/// Sixteen numbers at once: the pixels of a tile's row, or a block of Gaussians.
///
/// Arithmetic here keeps to the operations that compile to one instruction: operators, `adding(_:_:)`,
/// comparisons of vectors with vectors, `hasTrue` and `replacing(with:where:)`. Comparisons with a scalar,
/// `min` and `sum` do not.
typealias Lanes = SIMD16<Float>

extension SIMDMask<SIMD16<Int32>> {
  /// All ones where true, zero where false.
  @inline(__always) var words: SIMD16<UInt32> { unsafeBitCast(self, to: SIMD16<UInt32>.self) }

  /// A bit a lane.
  @inline(__always) var bits: UInt32 { hfSigns(unsafeBitCast(self, to: SIMD16<Int32>.self)) }

  /// Whether any lane is true; unlike the library's `any`, always inlined and one test.
  @inline(__always) var hasTrue: Bool {
    let words = unsafeBitCast(self, to: SIMD16<Int32>.self)
    let eight = words.lowHalf | words.highHalf
    let four = eight.lowHalf | eight.highHalf
    let two = four.lowHalf | four.highHalf
    return two.x | two.y != 0
  }
}

extension SIMD16<Float> {
  /// The whole numbers from 0 to 15.
  @inline(__always) static var ramp: Lanes {
    Lanes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  }

  /// One value sixteen times.
  @inline(__always) init(_ value: Float) { self.init(repeating: value) }

  /// `self + a * b`; unlike the library's `addingProduct`, not a call for every lane on processors without
  /// fused multiplication and addition.
  @inline(__always) func adding(_ a: Lanes, _ b: Lanes) -> Lanes { hfMultiplyAdd(self, a, b) }

  /// Adds `a * b`; see ``adding(_:_:)``.
  @inline(__always) mutating func add(_ a: Lanes, _ b: Lanes) { self = hfMultiplyAdd(self, a, b) }

  /// The lane-wise absolute value.
  @inline(__always) var magnitudes: Lanes {
    unsafeBitCast(
      unsafeBitCast(self, to: SIMD16<UInt32>.self) & SIMD16<UInt32>(repeating: 0x7fff_ffff), to: Lanes.self)
  }

  /// The lane-wise smaller value.
  @inline(__always) func limited(above limit: Lanes) -> Lanes { replacing(with: limit, where: self .> limit) }

  /// The lane-wise larger value.
  @inline(__always) func limited(below limit: Lanes) -> Lanes { replacing(with: limit, where: self .< limit) }

  /// Two to the power of each lane, for lanes in -126...126; other lanes come out as anything.
  ///
  /// The exponent's nearest integer goes into the exponent bits, the rest in -0.5...0.5 through a minimax
  /// polynomial of degree 5. Relative error at most 2.2e-7 (measured over -8...0).
  @inline(__always) var powerOfTwo: Lanes {
    let rounder = Lanes(12_582_912)  // 1.5 * 2^23: adding it rounds to an integer in the low bits
    let shifted = self + rounder
    let rest = self - (shifted - rounder)
    var value = Lanes(0.009675541).adding(Lanes(0.0013276472), rest)
    value = Lanes(0.05550713).adding(value, rest)
    value = Lanes(0.2402212).adding(value, rest)
    value = Lanes(0.69314694).adding(value, rest)
    value = Lanes(1.0000001).adding(value, rest)
    let exponent = unsafeBitCast(shifted, to: SIMD16<Int32>.self) &<< SIMD16<Int32>(repeating: 23)
    return unsafeBitCast(unsafeBitCast(value, to: SIMD16<Int32>.self) &+ exponent, to: Lanes.self)
  }

  /// 1 divided by each lane, for positive lanes; relative error at most 1.2e-7.
  @inline(__always) var reciprocal: Lanes { hfReciprocal(self) }

  /// Sums of neighbouring lanes: of `a` in the low half, of `b` in the high half.
  @inline(__always) static func pairSums(_ a: Lanes, _ b: Lanes) -> Lanes {
    Lanes(lowHalf: a.evenHalf, highHalf: b.evenHalf) + Lanes(lowHalf: a.oddHalf, highHalf: b.oddHalf)
  }

  /// Replaces the first `count / 16` of the `count` vectors at `p` by all their lanes' sums, in order; the
  /// rest is lost.
  ///
  /// `count` is a multiple of 16. The loop is meant to stay one: unrolled, the compiler takes its shuffles
  /// apart.
  @inline(__always) static func sumLanes(_ p: UnsafeMutablePointer<Lanes>, count: Int) {
    var left = count
    for _ in 0..<4 {
      left /= 2
      for pair in 0..<left { p[pair] = pairSums(p[2 * pair], p[2 * pair + 1]) }
    }
  }

  /// Sixteen values `stride` apart, of which only the first `count` are read; the others are zero.
  @inline(__always) static func gather(_ p: UnsafePointer<Float>, stride: Int, count: Int) -> Lanes {
    var lanes = Lanes()
    if count == 16 {
      for lane in 0..<16 { lanes[lane] = p[lane * stride] }
    } else {
      for lane in 0..<count { lanes[lane] = p[lane * stride] }
    }
    return lanes
  }

  /// Writes the first `count` lanes `stride` apart.
  @inline(__always) func scatter(to p: UnsafeMutablePointer<Float>, stride: Int, count: Int) {
    if count == 16 {
      for lane in 0..<16 { p[lane * stride] = self[lane] }
    } else {
      for lane in 0..<count { p[lane * stride] = self[lane] }
    }
  }
}
