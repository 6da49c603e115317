/// One lamp with soft shadows, and light from all sides.
public struct Lighting: Sendable, Equatable {
  /// Where the lamp hangs, world frame.
  public var lampPosition: SIMD3<Double>
  /// The point of the world in the middle of the lamp's cone.
  public var lampTarget: SIMD3<Double>
  /// The radius around `lampTarget` in which things cast shadows, metres.
  public var shadowExtent: Double
  /// Half the width of a shadow's soft edge, metres.
  public var shadowSoftness: Double
  /// The lamp's linear colour.
  public var lampColor: SIMD3<Float>
  /// Linear light from above.
  public var skyColor: SIMD3<Float>
  /// Linear light from below.
  public var groundColor: SIMD3<Float>

  /// A warm lamp up on the left and a bright room.
  public init(
    lampPosition: SIMD3<Double> = [-0.75, -0.55, 1.7], lampTarget: SIMD3<Double> = [0, 0.05, 0],
    shadowExtent: Double = 0.55, shadowSoftness: Double = 0.012,
    lampColor: SIMD3<Float> = [0.88, 0.82, 0.74], skyColor: SIMD3<Float> = [0.36, 0.38, 0.42],
    groundColor: SIMD3<Float> = [0.24, 0.2, 0.17]
  ) {
    self.lampPosition = lampPosition
    self.lampTarget = lampTarget
    self.shadowExtent = shadowExtent
    self.shadowSoftness = shadowSoftness
    self.lampColor = lampColor
    self.skyColor = skyColor
    self.groundColor = groundColor
  }
}
