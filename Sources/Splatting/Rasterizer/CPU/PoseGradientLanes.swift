/// The gradient of the camera's pose, still spread over sixteen lanes.
struct PoseGradientLanes {
  private var rows = (
    Lanes3(Lanes(), Lanes(), Lanes()), Lanes3(Lanes(), Lanes(), Lanes()), Lanes3(Lanes(), Lanes(), Lanes())
  )
  private var translation = Lanes3(Lanes(), Lanes(), Lanes())

  /// Adds gradients with respect to the rotation's rows and the translation.
  @inline(__always) mutating func add(_ a: Lanes3, _ b: Lanes3, _ c: Lanes3, _ t: Lanes3) {
    rows.0 = rows.0 + a
    rows.1 = rows.1 + b
    rows.2 = rows.2 + c
    translation = translation + t
  }

  /// The sums over lanes in order of a `[3, 4]` matrix by rows; the last four lanes are zero.
  var sums: Lanes {
    let (a, b, c, t) = (rows.0, rows.1, rows.2, translation)
    let zero = Lanes()
    return withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 16) { lanes in
      _ = lanes.initialize(
        from: [a.x, a.y, a.z, t.x, b.x, b.y, b.z, t.y, c.x, c.y, c.z, t.z, zero, zero, zero, zero])
      // Sixteen vectors have an address.
      Lanes.sumLanes(lanes.baseAddress!, count: 16)
      return lanes[0]
    }
  }
}
