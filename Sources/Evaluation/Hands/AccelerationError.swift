import Splatting

/// How much a track's accelerations differ from the true ones: what jitters, or is too smooth, though it is in its
/// place.
///
/// Kanazawa et al. 2019, "Learning 3D Human Dynamics from Video": with a second difference of positions
/// `x(t - 1) - 2 x(t) + x(t + 1)` as acceleration, the mean over points and times of the length of the difference
/// of both sides' accelerations. Its unit is the positions' a frame squared.
public enum AccelerationError {
  /// The error over all times that have a frame before and after, and how many times there are.
  ///
  /// - Parameters:
  ///   - points: `[frame][point]`; a frame without points is one in which there is nothing to compare, and takes
  ///     with it the accelerations of itself and its neighbours.
  ///   - truth: the same.
  /// - Returns: no error where no three frames in a row can be compared.
  /// - Throws: ``MetricsError`` if numbers of frames or of points differ.
  public static func mean(
    _ points: [[SIMD3<Float>]], _ truth: [[SIMD3<Float>]]
  ) throws -> (error: Double?, times: Int) {
    guard points.count == truth.count else {
      throw MetricsError("\(points.count) frames cannot be compared with \(truth.count)")
    }
    var (sum, times) = (0.0, 0)
    for frame in points.indices.dropFirst().dropLast() {
      let window = frame - 1...frame + 1
      guard window.allSatisfy({ !points[$0].isEmpty && !truth[$0].isEmpty }) else { continue }
      // The second difference is linear: that of the errors is the difference of both sides'.
      let errors = try window.map { try offsets(points[$0], truth[$0]) }
      guard errors[0].count == errors[1].count, errors[1].count == errors[2].count else {
        throw MetricsError("frames around \(frame) have different numbers of points")
      }
      let lengths = errors[1].indices.map { length(errors[0][$0] - 2 * errors[1][$0] + errors[2][$0]) }
      sum += lengths.reduce(0, +) / Double(lengths.count)
      times += 1
    }
    return (times > 0 ? sum / Double(times) : nil, times)
  }

  private static func offsets(_ points: [SIMD3<Float>], _ truth: [SIMD3<Float>]) throws -> [SIMD3<Double>] {
    try PointErrors.requirePairs(points, truth)
    return zip(points, truth).map { SIMD3<Double>($0) - SIMD3<Double>($1) }
  }
}
