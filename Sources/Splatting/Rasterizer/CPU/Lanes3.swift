/// Sixteen vectors of three at once.
struct Lanes3 {
  var x: Lanes
  var y: Lanes
  var z: Lanes

  @inline(__always) init(_ x: Lanes, _ y: Lanes, _ z: Lanes) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// One vector sixteen times, from the first three elements.
  @inline(__always) init(_ v: SIMD4<Float>) { self.init(Lanes(v.x), Lanes(v.y), Lanes(v.z)) }

  /// Up to sixteen rows of an `[N, 3]` array.
  @inline(__always) static func gather(_ p: UnsafePointer<Float>, count: Int) -> Lanes3 {
    Lanes3(
      .gather(p, stride: 3, count: count), .gather(p + 1, stride: 3, count: count),
      .gather(p + 2, stride: 3, count: count))
  }

  /// Writes up to sixteen rows of an `[N, 3]` array.
  @inline(__always) func scatter(to p: UnsafeMutablePointer<Float>, count: Int) {
    x.scatter(to: p, stride: 3, count: count)
    y.scatter(to: p + 1, stride: 3, count: count)
    z.scatter(to: p + 2, stride: 3, count: count)
  }

  @inline(__always) func dot(_ v: Lanes3) -> Lanes { x * v.x + y * v.y + z * v.z }

  @inline(__always) func cross(_ v: Lanes3) -> Lanes3 {
    Lanes3(y * v.z - z * v.y, z * v.x - x * v.z, x * v.y - y * v.x)
  }

  @inline(__always) static func + (a: Lanes3, b: Lanes3) -> Lanes3 { Lanes3(a.x + b.x, a.y + b.y, a.z + b.z) }
  @inline(__always) static func - (a: Lanes3, b: Lanes3) -> Lanes3 { Lanes3(a.x - b.x, a.y - b.y, a.z - b.z) }
  @inline(__always) static func * (a: Lanes3, b: Lanes3) -> Lanes3 { Lanes3(a.x * b.x, a.y * b.y, a.z * b.z) }
  @inline(__always) static func * (a: Lanes3, s: Lanes) -> Lanes3 { Lanes3(a.x * s, a.y * s, a.z * s) }
}
