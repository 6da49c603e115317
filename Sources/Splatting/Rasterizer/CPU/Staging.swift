/// Copies projected Gaussians, scattered over memory, into a small buffer, so that the processor waits for
/// many of them at once instead of for each in turn.
struct Staging {
  /// Gaussians copied at a time.
  static let size = 32

  private let buffer: UnsafeMutablePointer<PackedGaussian>
  private let packed: UnsafePointer<PackedGaussian>

  /// Copies from `packed` to the ``size`` vectors at `base`.
  init(base: UnsafeMutablePointer<Lanes>, packed: UnsafePointer<PackedGaussian>) {
    buffer = UnsafeMutableRawPointer(base).assumingMemoryBound(to: PackedGaussian.self)
    self.packed = packed
  }

  /// Copies up to ``size`` Gaussians, the one of number i being `gaussian(i)`.
  @inline(__always) func fill(_ count: Int, _ gaussian: (Int) -> Int) {
    for number in 0..<count { buffer[number] = packed[gaussian(number)] }
  }

  /// The Gaussian copied as number `number`.
  @inline(__always) subscript(number: Int) -> PackedGaussian { buffer[number] }
}
