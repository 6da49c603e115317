import Tensors

extension PointCloud {
  /// Points of random colours, evenly spread over a box: what training starts from where no points are known.
  ///
  /// - Parameters:
  ///   - low: the box's corner of smallest coordinates, world frame, metres.
  ///   - high: its opposite corner.
  public static func random(
    _ count: Int, from low: SIMD3<Float>, to high: SIMD3<Float>, generator: RandomGenerator
  ) -> PointCloud {
    let numbers = Tensor.randomUniform([count, 6], generator: generator).elements(as: Float.self)
    func vector(_ start: Int) -> SIMD3<Float> { [numbers[start], numbers[start + 1], numbers[start + 2]] }
    return PointCloud(
      positions: (0..<count).map { low + vector($0 * 6) * (high - low) },
      colors: (0..<count).map { vector($0 * 6 + 3) })
  }
}
