extension SIMD16<Float> {
  /// Sixteen numbers in a row, wherever they start.
  @inline(__always) init(unaligned source: UnsafePointer<Float>) {
    self = UnsafeRawPointer(source).loadUnaligned(as: Lanes.self)
  }

  /// Sixteen numbers in a row, wherever they start.
  @inline(__always) init(unaligned source: UnsafeMutablePointer<Float>) {
    self.init(unaligned: UnsafePointer(source))
  }

  /// Writes sixteen numbers in a row, wherever they start.
  @inline(__always) func store(to target: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(target).storeBytes(of: self, as: Lanes.self)
  }

  /// The first `count` lanes, zeros in the others.
  @inline(__always) func first(_ count: Int) -> Lanes {
    count >= 16 ? self : replacing(with: Lanes(), where: Lanes.ramp .>= Lanes(Float(count)))
  }

  /// -1, 0 or 1 in each lane.
  @inline(__always) var signs: Lanes {
    Lanes().replacing(with: Lanes(1), where: self .> Lanes()).replacing(
      with: Lanes(-1), where: self .< Lanes())
  }

  /// The sum of all lanes.
  var total: Double { (0..<16).reduce(0) { $0 + Double(self[$1]) } }
}
