/// The Gaussians that the CPU rasteriser draws: views of caller's memory, contiguous, row by row.
///
/// `@unchecked Sendable`: the memory is only read, and the caller keeps it alive and unchanged until the call
/// that it is passed to returns.
public struct CPUGaussians: @unchecked Sendable {
  /// How many Gaussians, N.
  public let count: Int
  /// Features a Gaussian, C, at least 1.
  public let channels: Int
  /// World positions `[N, 3]`.
  public let means: UnsafeBufferPointer<Float>
  /// Rotations `[N, 4]`, w x y z, of any length (normalised inside; zero stands for the identity).
  public let quaternions: UnsafeBufferPointer<Float>
  /// Standard deviations along the Gaussian's own axes `[N, 3]`, in the world's unit.
  public let scales: UnsafeBufferPointer<Float>
  /// Opacities `[N]` in 0...1.
  public let opacities: UnsafeBufferPointer<Float>
  /// What is blended `[N, C]`: colours, then any extra channels.
  public let features: UnsafeBufferPointer<Float>

  /// Groups the five inputs of `count` Gaussians.
  ///
  /// - Throws: ``RasterizerError/wrongCount(_:count:expected:)`` where a buffer does not fit `count`.
  public init(
    count: Int, channels: Int, means: UnsafeBufferPointer<Float>, quaternions: UnsafeBufferPointer<Float>,
    scales: UnsafeBufferPointer<Float>, opacities: UnsafeBufferPointer<Float>,
    features: UnsafeBufferPointer<Float>
  ) throws(RasterizerError) {
    guard channels > 0 else { throw .wrongCount("channels", count: channels, expected: 1) }
    try means.check("means", holds: count * 3)
    try quaternions.check("quaternions", holds: count * 4)
    try scales.check("scales", holds: count * 3)
    try opacities.check("opacities", holds: count)
    try features.check("features", holds: count * channels)
    self.count = count
    self.channels = channels
    self.means = means
    self.quaternions = quaternions
    self.scales = scales
    self.opacities = opacities
    self.features = features
  }

  /// The first Gaussian with a NaN or an infinity and the input that has it, inputs in order of declaration.
  func firstNotFinite() -> RasterizerError? {
    let inputs: [(RasterizerError.Input, UnsafeBufferPointer<Float>, Int)] = [
      (.means, means, 3), (.quaternions, quaternions, 4), (.scales, scales, 3), (.opacities, opacities, 1),
      (.features, features, channels),
    ]
    for (input, values, stride) in inputs {
      if let index = values.firstIndex(where: { !$0.isFinite }) {
        return .notFinite(input, index: index / stride)
      }
    }
    return nil
  }
}
