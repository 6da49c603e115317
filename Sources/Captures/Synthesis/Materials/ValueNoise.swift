/// Smooth random values in space: random ones at whole coordinates, blended in between.
struct ValueNoise: Sendable {
  /// What distinguishes one noise from another.
  let seed: UInt32

  /// The value in 0...1 at `p`; features are about one unit wide.
  func value(_ p: SIMD3<Float>) -> Float {
    let floor = p.rounded(.down)
    let cell = SIMD3(Int32(floor.x), Int32(floor.y), Int32(floor.z))
    var t = p - floor
    t = t * t * t * (t * (t * 6 - 15) + 10)
    let corners = hash(cell)
    let low = corners.lowHalf + (corners.highHalf - corners.lowHalf) * t.z
    let row = low.lowHalf + (low.highHalf - low.lowHalf) * t.y
    return row.x + (row.y - row.x) * t.x
  }

  /// Noise and finer noise of half the strength, `octaves` times; in 0...1.
  func fractal(_ p: SIMD3<Float>, octaves: Int) -> Float {
    var (sum, weight, total, point) = (Float(0), Float(1), Float(0), p)
    for _ in 0..<octaves {
      sum += weight * value(point)
      total += weight
      weight /= 2
      point = point * 2.03 + 17.3
    }
    return sum / total
  }

  /// One random number in 0...1 for the cell with these whole coordinates.
  func random(_ cell: SIMD3<Int32>) -> Float { hash(cell)[0] }

  /// Random numbers in 0...1 of the eight corners of a cell: x fastest, then y, then z.
  private func hash(_ cell: SIMD3<Int32>) -> SIMD8<Float> {
    let x = SIMD8<UInt32>(repeating: UInt32(bitPattern: cell.x)) &+ [0, 1, 0, 1, 0, 1, 0, 1]
    let y = SIMD8<UInt32>(repeating: UInt32(bitPattern: cell.y)) &+ [0, 0, 1, 1, 0, 0, 1, 1]
    let z = SIMD8<UInt32>(repeating: UInt32(bitPattern: cell.z)) &+ [0, 0, 0, 0, 1, 1, 1, 1]
    // Any odd constants with well-spread bits will do.
    var h = (x &* 0x9E37_79B1) ^ (y &* 0x85EB_CA77) ^ (z &* 0xC2B2_AE3D) ^ (seed &* 0x27D4_EB2F)
    h = (h ^ (h &>> 15)) &* 0x2C2C_57ED
    h = (h ^ (h &>> 12)) &* 0x297A_2D39
    h = h ^ (h &>> 15)
    // The upper bits as the fraction of a number in 1..<2: quicker than a conversion.
    return unsafeBitCast((h &>> 9) | 0x3F80_0000, to: SIMD8<Float>.self) - 1
  }
}
