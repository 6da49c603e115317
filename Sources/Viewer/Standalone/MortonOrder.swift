/// Orders points so that neighbours in space mostly are neighbours in the order (Morton 1966).
enum MortonOrder {
  private static let cells = 1024.0

  /// The indices of `points` along a curve through a cube.
  ///
  /// - Parameters:
  ///   - origin: The cube's corner of least coordinates.
  ///   - extent: The cube's side.
  static func order(of points: [SIMD3<Double>], from origin: SIMD3<Double>, extent: Double) -> [Int] {
    let codes = points.map { point -> UInt32 in
      let cell = (point - origin) * ((cells - 1) / max(extent, 1e-12))
      return spread(UInt32(cell.x)) | spread(UInt32(cell.y)) << 1 | spread(UInt32(cell.z)) << 2
    }
    return codes.indices.sorted { (codes[$0], $0) < (codes[$1], $1) }
  }

  /// Two zeros after each of the ten lowest bits.
  private static func spread(_ value: UInt32) -> UInt32 {
    (0..<10).reduce(0) { $0 | (value >> UInt32($1) & 1) << UInt32(3 * $1) }
  }
}
