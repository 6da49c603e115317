import Tensors

/// Features of places and times, kept on the six planes that two of x, y, z and t span, at several resolutions.
///
/// "4D Gaussian Splatting for Real-Time Dynamic Scene Rendering" (Wu, Yi, Fang and others, 2024), its
/// spatial-temporal structure encoder, f = ⋃ over levels of ∏ over planes of interp(plane): at each resolution the
/// bilinear samples of the six planes are multiplied; the products are joined. The planes and their regularisers are
/// those of "K-Planes" (Fridovich-Keil, Meanti and others, 2023).
public final class HexPlane: Module {
  /// The planes' sizes.
  public struct Configuration: Sendable, Equatable, Codable {
    /// Features of each plane.
    public var channels = 16
    /// Samples of the coarsest planes along x, y and z.
    public var spatialResolution = 64
    /// Samples of all planes along t.
    public var timeResolution = 150
    /// What the spatial resolution is multiplied by, one factor a level; that of time stays.
    public var multipliers = [1, 2, 4]
    /// Looks times of 0...1 up on an axis of -1...1, as the published code does, so that half of it is unused.
    public var wastesHalfTheTimeAxis = false

    /// The sizes published for captures of one moving camera.
    public init() {}

    /// How many features a place has.
    public var featureCount: Int { channels * multipliers.count }
  }

  /// The box that the planes cover, world frame, metres.
  public struct Bounds: Sendable, Equatable, Codable {
    /// The corner of smallest coordinates.
    public var low: SIMD3<Float>
    /// The opposite corner.
    public var high: SIMD3<Float>

    /// Puts bounds together.
    public init(low: SIMD3<Float>, high: SIMD3<Float>) {
      self.low = low
      self.high = high
    }
  }

  /// The planes' sizes.
  public let configuration: Configuration
  /// The planes, one level a resolution.
  public let levels: [HexPlaneLevel]
  private let low: Tensor
  private let scale: Tensor

  /// Draws the spatial planes from 0.1...0.5; those of time are 1.
  public init(_ configuration: Configuration, bounds: Bounds, generator: RandomGenerator) {
    self.configuration = configuration
    levels = configuration.multipliers.map { multiplier in
      HexPlaneLevel(
        channels: configuration.channels, resolution: configuration.spatialResolution * multiplier,
        timeResolution: configuration.timeResolution, generator: generator)
    }
    let size = bounds.high - bounds.low
    low = Tensor([bounds.low.x, bounds.low.y, bounds.low.z])
    scale = Tensor((0..<3).map { 2 / max(size[$0], Self.leastSize) })
  }

  /// A box at least this wide has places to tell apart, metres.
  private static let leastSize: Float = 1e-6

  /// The features `[N, featureCount]` of `points` `[N, 3]`, world frame, metres, at `time` in 0...1.
  ///
  /// Gradients flow to the planes and to the points. Places outside the bounds have the features of the border.
  public func callAsFunction(_ points: Tensor, time: Double) -> Tensor {
    guard HexPlaneProducts.canTake(points, channels: configuration.channels) else {
      return byTensors(points, time: time)
    }
    let places = places(of: points)
    return .concatenated(levels.map { $0.features(places, time: position(of: time)) }, dimension: 1)
  }

  /// The same by tensor operations: for other devices and sizes, and what the fused form is tested against.
  public func byTensors(_ points: Tensor, time: Double) -> Tensor {
    let places = places(of: points)
    let axes = Tensor([0, 1, 0, 2, 1, 2] as [Int64], device: places.device)
    let pairs = places.selecting(axes, dimension: 1).reshaped([-1, 3, 2]).permuted([1, 0, 2])
    let along = places.transposed()
    let lines = Tensor.stacked([along, along.zerosLike()], dimension: -1)
    let features = levels.map { level in
      level.features(
        pairs: pairs.unsqueezed(1), lines: lines.unsqueezed(1), time: position(of: time))
    }
    return Tensor.concatenated(features).transposed()
  }

  /// Places in the bounds, -1...1 along each axis.
  private func places(of points: Tensor) -> Tensor {
    (points - low.to(points.device)) * scale.to(points.device) - 1
  }

  /// Where on the time axis, 0...1, a time is looked up.
  private func position(of time: Double) -> Double {
    configuration.wastesHalfTheTimeAxis ? (time + 1) / 2 : time
  }
}
