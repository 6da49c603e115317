extension SIMD16<Float> {
  /// Sixteen groups of three numbers to their first, second and third ones.
  @inline(__always) static func separated(
    _ a: Lanes, _ b: Lanes, _ c: Lanes
  ) -> (first: Lanes, second: Lanes, third: Lanes) {
    // Constant lanes become shuffles.
    (
      Lanes(
        a[0], a[3], a[6], a[9], a[12], a[15], b[2], b[5], b[8], b[11], b[14], c[1], c[4], c[7], c[10], c[13]),
      Lanes(
        a[1], a[4], a[7], a[10], a[13], b[0], b[3], b[6], b[9], b[12], b[15], c[2], c[5], c[8], c[11], c[14]),
      Lanes(
        a[2], a[5], a[8], a[11], a[14], b[1], b[4], b[7], b[10], b[13], c[0], c[3], c[6], c[9], c[12], c[15])
    )
  }

  /// The reverse of ``separated(_:_:_:)``.
  @inline(__always) static func joined(_ a: Lanes, _ b: Lanes, _ c: Lanes) -> (Lanes, Lanes, Lanes) {
    (
      Lanes(
        a[0], b[0], c[0], a[1], b[1], c[1], a[2], b[2], c[2], a[3], b[3], c[3], a[4], b[4], c[4], a[5]),
      Lanes(
        b[5], c[5], a[6], b[6], c[6], a[7], b[7], c[7], a[8], b[8], c[8], a[9], b[9], c[9], a[10], b[10]),
      Lanes(
        c[10], a[11], b[11], c[11], a[12], b[12], c[12], a[13], b[13], c[13], a[14], b[14], c[14], a[15],
        b[15],
        c[15])
    )
  }

  /// Sixteen bytes as numbers.
  @inline(__always) init(bytes source: UnsafePointer<UInt8>) {
    self = Lanes(UnsafeRawPointer(source).loadUnaligned(as: SIMD16<UInt8>.self))
  }
}
