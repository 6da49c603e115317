/// Sixteen rotation matrices from quaternions of any length, and the way back for gradients.
struct RotationLanes {
  /// The normalised quaternion.
  let w: Lanes
  /// The normalised quaternion's vector part.
  let v: Lanes3
  /// 1 / length of the quaternion as given, 0 where that is (nearly) zero.
  let inverseLength: Lanes
  /// The matrix by rows.
  let rows: (Lanes3, Lanes3, Lanes3)

  /// Reads up to sixteen rows of an `[N, 4]` array, w x y z.
  @inline(__always) init(_ p: UnsafePointer<Float>, count: Int) {
    let given = (
      Lanes.gather(p, stride: 4, count: count), Lanes.gather(p + 1, stride: 4, count: count),
      Lanes.gather(p + 2, stride: 4, count: count), Lanes.gather(p + 3, stride: 4, count: count)
    )
    let square = given.0 * given.0 + given.1 * given.1 + given.2 * given.2 + given.3 * given.3
    let inverse = (Lanes(1) / square.squareRoot()).replacing(with: Lanes(0), where: square .< Lanes(1e-24))
    let (w, x, y, z) = (given.0 * inverse, given.1 * inverse, given.2 * inverse, given.3 * inverse)
    let (one, two) = (Lanes(1), Lanes(2))
    rows = (
      Lanes3(one - two * (y * y + z * z), two * (x * y - w * z), two * (x * z + w * y)),
      Lanes3(two * (x * y + w * z), one - two * (x * x + z * z), two * (y * z - w * x)),
      Lanes3(two * (x * z - w * y), two * (y * z + w * x), one - two * (x * x + y * y))
    )
    self.w = w
    v = Lanes3(x, y, z)
    inverseLength = inverse
  }

  /// The gradient with respect to the quaternion as given, from that with respect to the matrix, by rows.
  @inline(__always) func quaternionGradient(_ g: (Lanes3, Lanes3, Lanes3)) -> (w: Lanes, v: Lanes3) {
    let (x, y, z) = (v.x, v.y, v.z)
    let two = Lanes(2)
    let skew = Lanes3(g.2.y - g.1.z, g.0.z - g.2.x, g.1.x - g.0.y)
    let even = Lanes3(g.2.y + g.1.z, g.0.z + g.2.x, g.1.x + g.0.y)
    let gw = two * v.dot(skew)
    let gx = two * (y * even.z + z * even.y + w * skew.x - two * x * (g.1.y + g.2.z))
    let gy = two * (x * even.z + z * even.x + w * skew.y - two * y * (g.0.x + g.2.z))
    let gz = two * (x * even.y + y * even.x + w * skew.z - two * z * (g.0.x + g.1.y))
    // Normalisation: the part along the quaternion has no effect.
    let along = w * gw + x * gx + y * gy + z * gz
    return (
      (gw - w * along) * inverseLength,
      (Lanes3(gx, gy, gz) - v * along) * inverseLength
    )
  }
}
