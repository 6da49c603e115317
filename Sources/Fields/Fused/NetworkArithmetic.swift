import CIntrinsics

/// Sixteen numbers at once.
typealias Lanes = SIMD16<Float>
/// Sixteen words of 32 bits: one number each in single precision, two in bfloat16.
typealias Words = SIMD16<UInt32>

/// How a network's numbers are kept in words of 32 bits, and multiplied sixteen words at a time.
///
/// Where a word holds two features of a point, they are 16 apart: lane l of both vectors of a pair.
protocol NetworkArithmetic {
  /// Numbers in a word.
  static var numbersPerWord: Int { get }

  /// `sum` and the products of the numbers in `a` with those in `b`, word by word.
  static func addingProducts(_ sum: Lanes, _ a: Words, _ b: Words) -> Lanes

  /// The words of two vectors; where a word holds one number, `second` is not used.
  static func words(_ first: Lanes, _ second: Lanes) -> Words

  /// Writes four points' features of a pair of panels: to `rows`, where a word holds features of one point, and to
  /// `panels`, where it holds points that follow each other.
  static func store(
    _ block: ProductBlock, rows: UnsafeMutablePointer<UInt32>, rowStride: Int,
    panels: UnsafeMutablePointer<Words>?, panelStride: Int)

  /// The numbers of four points with those set to zero whose values in a pair of panels are.
  static func rectified(
    _ block: ProductBlock, where panels: UnsafePointer<Words>, panelStride: Int
  ) -> ProductBlock
}

/// One number a word.
enum SinglePrecision: NetworkArithmetic {
  static var numbersPerWord: Int { 1 }

  @inline(__always) static func addingProducts(_ sum: Lanes, _ a: Words, _ b: Words) -> Lanes {
    hfMultiplyAdd(sum, unsafeBitCast(a, to: Lanes.self), unsafeBitCast(b, to: Lanes.self))
  }

  @inline(__always) static func words(_ first: Lanes, _ second: Lanes) -> Words {
    unsafeBitCast(first, to: Words.self)
  }

  @inline(__always) static func store(
    _ block: ProductBlock, rows: UnsafeMutablePointer<UInt32>, rowStride: Int,
    panels: UnsafeMutablePointer<Words>?, panelStride: Int
  ) {
    block.first.store(to: rows)
    block.second.store(to: rows + rowStride)
    block.third.store(to: rows + 2 * rowStride)
    block.fourth.store(to: rows + 3 * rowStride)
    guard let panels else { return }
    store(block.first, panels, panelStride)
    store(block.second, panels + 1, panelStride)
    store(block.third, panels + 2, panelStride)
    store(block.fourth, panels + 3, panelStride)
  }

  @inline(__always) private static func store(
    _ pair: LanePair, _ panels: UnsafeMutablePointer<Words>, _ panelStride: Int
  ) {
    panels[0] = words(pair.low, pair.low)
    panels[panelStride] = words(pair.high, pair.high)
  }

  @inline(__always) static func rectified(
    _ block: ProductBlock, where panels: UnsafePointer<Words>, panelStride: Int
  ) -> ProductBlock {
    ProductBlock(
      first: block.first.rectified(panels[0], panels[panelStride]),
      second: block.second.rectified(panels[1], panels[panelStride + 1]),
      third: block.third.rectified(panels[2], panels[panelStride + 2]),
      fourth: block.fourth.rectified(panels[3], panels[panelStride + 3]))
  }
}

/// Two bfloat16 numbers a word, multiplied into single precision.
enum BrainFloat: NetworkArithmetic {
  static var numbersPerWord: Int { 2 }

  /// Whether the processor has the instruction; without it, single precision is both faster and more exact.
  static var isFast: Bool { hfMultipliesBrainFloats != 0 }

  @inline(__always) static func addingProducts(_ sum: Lanes, _ a: Words, _ b: Words) -> Lanes {
    hfAddBrainFloatProducts(sum, a, b)
  }

  @inline(__always) static func words(_ first: Lanes, _ second: Lanes) -> Words {
    joined(rounded(first), rounded(second))
  }

  /// The number nearest to each lane, in halfway cases the even one, in the upper half of a word.
  @inline(__always) private static func rounded(_ lanes: Lanes) -> Words {
    let bits = unsafeBitCast(lanes, to: Words.self)
    return bits &+ Words(repeating: 0x7fff) &+ ((bits &>> 16) & Words(repeating: 1))
  }

  /// The upper halves of `first` in the lower ones, those of `second` in the upper ones.
  @inline(__always) private static func joined(_ first: Words, _ second: Words) -> Words {
    (first &>> 16) | (second & Words(repeating: 0xffff_0000))
  }

  @inline(__always) static func store(
    _ block: ProductBlock, rows: UnsafeMutablePointer<UInt32>, rowStride: Int,
    panels: UnsafeMutablePointer<Words>?, panelStride: Int
  ) {
    let (aLow, aHigh) = (rounded(block.first.low), rounded(block.first.high))
    let (bLow, bHigh) = (rounded(block.second.low), rounded(block.second.high))
    let (cLow, cHigh) = (rounded(block.third.low), rounded(block.third.high))
    let (dLow, dHigh) = (rounded(block.fourth.low), rounded(block.fourth.high))
    func store(_ words: Words, row: Int) {
      UnsafeMutableRawPointer(rows + row * rowStride).storeBytes(of: words, as: Words.self)
    }
    store(joined(aLow, aHigh), row: 0)
    store(joined(bLow, bHigh), row: 1)
    store(joined(cLow, cHigh), row: 2)
    store(joined(dLow, dHigh), row: 3)
    guard let panels else { return }
    panels[0] = joined(aLow, bLow)
    panels[1] = joined(cLow, dLow)
    panels[panelStride] = joined(aHigh, bHigh)
    panels[panelStride + 1] = joined(cHigh, dHigh)
  }

  @inline(__always) static func rectified(
    _ block: ProductBlock, where panels: UnsafePointer<Words>, panelStride: Int
  ) -> ProductBlock {
    let (low, high) = (panels[0], panels[panelStride])
    let (nextLow, nextHigh) = (panels[1], panels[panelStride + 1])
    return ProductBlock(
      first: block.first.rectified(low &<< 16, high &<< 16),
      second: block.second.rectified(low &>> 16, high &>> 16),
      third: block.third.rectified(nextLow &<< 16, nextHigh &<< 16),
      fourth: block.fourth.rectified(nextLow &>> 16, nextHigh &>> 16))
  }
}
