import CIntrinsics

/// Up to ``size`` Gaussians of a tile, in order, copied from where they are scattered in memory, with their
/// ``RowPolynomials``.
struct RowBatch {
  /// Gaussians in a batch: as many as a row's word has bits.
  static let size = 32
  /// Vectors of memory that a batch needs.
  static let vectors = 4 * size

  /// The Gaussians.
  let gaussians: UnsafeMutablePointer<PackedGaussian>
  /// By Gaussian, a row a lane: whether it may contribute there.
  let reached: UnsafeMutablePointer<SIMDMask<SIMD16<Int32>>>
  /// By Gaussian and row: the polynomials' coefficients of 1 and dx.
  private let constants: UnsafeMutablePointer<Float>
  private let linears: UnsafeMutablePointer<Float>
  private let packed: UnsafePointer<PackedGaussian>

  /// Copies from `packed` to the ``vectors`` vectors at `base`.
  init(base: UnsafeMutablePointer<Lanes>, packed: UnsafePointer<PackedGaussian>) {
    let raw = UnsafeMutableRawPointer(base)
    let step = RowBatch.size * MemoryLayout<Lanes>.stride
    gaussians = raw.assumingMemoryBound(to: PackedGaussian.self)
    reached = (raw + step).assumingMemoryBound(to: SIMDMask<SIMD16<Int32>>.self)
    constants = (raw + 2 * step).assumingMemoryBound(to: Float.self)
    linears = (raw + 3 * step).assumingMemoryBound(to: Float.self)
    self.packed = packed
  }

  /// Asks for the `count` Gaussians at `entries`, to be taken in soon.
  @inline(__always) func prefetch(_ entries: UnsafePointer<UInt32>, count: Int) {
    for number in 0..<count { hfPrefetch(packed + Int(entries[number])) }
  }

  /// Takes in the `count` Gaussians at `entries`, for the tile whose first pixel has its centre at `x` and whose
  /// rows have theirs at `y`.
  func fill(_ entries: UnsafePointer<UInt32>, count: Int, x: Float, y: Lanes) {
    let constants = UnsafeMutableRawPointer(constants).assumingMemoryBound(to: Lanes.self)
    let linears = UnsafeMutableRawPointer(linears).assumingMemoryBound(to: Lanes.self)
    for number in 0..<count {
      let g = packed[Int(entries[number])]
      gaussians[number] = g
      let polynomials = RowPolynomials(g, y: y)
      constants[number] = polynomials.constant
      linears[number] = polynomials.linear
      reached[number] = polynomials.reaches(g, x: x)
    }
  }

  /// The base-2 logarithm of a Gaussian's opacity at a row's pixels, `dx` from its mean.
  @inline(__always) func logAlpha(_ number: Int, row: Int, dx: Lanes) -> Lanes {
    let place = number * 16 + row
    return Lanes(constants[place]).adding(
      dx, Lanes(linears[place]).adding(dx, Lanes(gaussians[number].quadraticXX)))
  }
}
