/// The heads' numbers of all points, or their gradients: `[N, 3]`, `[N, 4]` and `[N, 3]`; absent ones are zero.
///
/// `@unchecked Sendable`: threads write to points of their own.
struct HeadValues: @unchecked Sendable {
  let position: UnsafeMutablePointer<Float>?
  let rotation: UnsafeMutablePointer<Float>?
  let scale: UnsafeMutablePointer<Float>?

  /// Writes the first ten lanes.
  @inline(__always) func write(_ lanes: Lanes, _ point: Int) {
    if let position { for index in 0..<3 { position[3 * point + index] = lanes[index] } }
    if let rotation { for index in 0..<4 { rotation[4 * point + index] = lanes[3 + index] } }
    if let scale { for index in 0..<3 { scale[3 * point + index] = lanes[7 + index] } }
  }

  /// Ten lanes, and zeros.
  @inline(__always) func read(_ point: Int) -> Lanes {
    var lanes = Lanes()
    if let position { for index in 0..<3 { lanes[index] = position[3 * point + index] } }
    if let rotation { for index in 0..<4 { lanes[3 + index] = rotation[4 * point + index] } }
    if let scale { for index in 0..<3 { lanes[7 + index] = scale[3 * point + index] } }
    return lanes
  }
}
