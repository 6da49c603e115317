/// Thirty-two neighbouring numbers: a vector of each of two panels.
struct LanePair {
  var low = Lanes()
  var high = Lanes()

  @inline(__always) static func + (a: LanePair, b: LanePair) -> LanePair {
    LanePair(low: a.low + b.low, high: a.high + b.high)
  }

  /// Negative numbers set to zero.
  @inline(__always) var rectified: LanePair {
    LanePair(
      low: low.replacing(with: Lanes(), where: low .< Lanes()),
      high: high.replacing(with: Lanes(), where: high .< Lanes()))
  }

  /// Numbers set to zero where words are.
  @inline(__always) func rectified(_ lowWords: Words, _ highWords: Words) -> LanePair {
    LanePair(
      low: low.replacing(with: Lanes(), where: lowWords .== Words()),
      high: high.replacing(with: Lanes(), where: highWords .== Words()))
  }
}

extension LanePair {
  /// Thirty-two numbers that follow each other, wherever they start.
  @inline(__always) init(_ source: UnsafePointer<Float>) {
    let bytes = UnsafeRawPointer(source)
    self.init(
      low: bytes.loadUnaligned(as: Lanes.self), high: bytes.loadUnaligned(fromByteOffset: 64, as: Lanes.self))
  }

  /// Writes them one after the other, wherever they start.
  @inline(__always) func store<Word>(to target: UnsafeMutablePointer<Word>) {
    let bytes = UnsafeMutableRawPointer(target)
    bytes.storeBytes(of: low, as: Lanes.self)
    bytes.storeBytes(of: high, toByteOffset: 64, as: Lanes.self)
  }
}

/// A block of a matrix product, 4 rows of 32 numbers, which stays in registers while it is summed up.
struct ProductBlock {
  var first = LanePair()
  var second = LanePair()
  var third = LanePair()
  var fourth = LanePair()

  /// The sum of the rows.
  @inline(__always) var sum: LanePair { (first + second) + (third + fourth) }

  /// Negative numbers set to zero.
  @inline(__always) var rectified: ProductBlock {
    ProductBlock(
      first: first.rectified, second: second.rectified, third: third.rectified, fourth: fourth.rectified)
  }

  /// Adds to row r, over `steps` steps, the products of the word r of a step in `a` with the step's words in `b`.
  ///
  /// - Parameters:
  ///   - a: a step's words lie `rowStride` apart, steps `stepStride`.
  ///   - b: a panel's words, sixteen a step; the second panel lies `panelStride` vectors behind.
  @inline(__always) mutating func add<Arithmetic: NetworkArithmetic>(
    _: Arithmetic.Type, _ a: UnsafePointer<UInt32>, rowStride: Int, stepStride: Int,
    _ b: UnsafePointer<Words>,
    panelStride: Int, steps: Int
  ) {
    var (aLow, aHigh, bLow, bHigh) = (first.low, first.high, second.low, second.high)
    var (cLow, cHigh, dLow, dHigh) = (third.low, third.high, fourth.low, fourth.high)
    for step in 0..<steps {
      let (low, high) = (b[step], b[step &+ panelStride])
      let source = a + step &* stepStride
      let one = Words(repeating: source[0])
      aLow = Arithmetic.addingProducts(aLow, one, low)
      aHigh = Arithmetic.addingProducts(aHigh, one, high)
      let two = Words(repeating: source[rowStride])
      bLow = Arithmetic.addingProducts(bLow, two, low)
      bHigh = Arithmetic.addingProducts(bHigh, two, high)
      let three = Words(repeating: source[2 &* rowStride])
      cLow = Arithmetic.addingProducts(cLow, three, low)
      cHigh = Arithmetic.addingProducts(cHigh, three, high)
      let four = Words(repeating: source[3 &* rowStride])
      dLow = Arithmetic.addingProducts(dLow, four, low)
      dHigh = Arithmetic.addingProducts(dHigh, four, high)
    }
    (first, second) = (LanePair(low: aLow, high: aHigh), LanePair(low: bLow, high: bHigh))
    (third, fourth) = (LanePair(low: cLow, high: cHigh), LanePair(low: dLow, high: dHigh))
  }
}

extension ProductBlock {
  /// Four rows, `stride` numbers apart.
  @inline(__always) init(_ source: UnsafePointer<Float>, stride: Int) {
    self.init(
      first: LanePair(source), second: LanePair(source + stride), third: LanePair(source + 2 &* stride),
      fourth: LanePair(source + 3 &* stride))
  }

  /// Writes four rows, `stride` numbers apart.
  @inline(__always) func store(to target: UnsafeMutablePointer<Float>, stride: Int) {
    first.store(to: target)
    second.store(to: target + stride)
    third.store(to: target + 2 &* stride)
    fourth.store(to: target + 3 &* stride)
  }
}
