/// Points with colours, world frame, metres.
public struct PointCloud: Sendable, Equatable {
  /// Positions.
  public var positions: [SIMD3<Float>]
  /// Red, green, blue in 0...1, one a position.
  public var colors: [SIMD3<Float>]

  /// Pairs positions with colours.
  public init(positions: [SIMD3<Float>] = [], colors: [SIMD3<Float>] = []) {
    require(positions.count == colors.count, "a point cloud has a colour for each position")
    self.positions = positions
    self.colors = colors
  }
}
