import Tensors

/// Planes of features, and small networks that make of them how a point's Gaussian moves.
///
/// Wu and others 2024: a spatial-temporal structure encoder and a multi-head Gaussian deformation decoder.
public final class HexPlaneDeformation: Module {
  /// The networks' sizes.
  public struct Configuration: Sendable, Equatable, Codable {
    /// The planes.
    public var grid = HexPlane.Configuration()
    /// The width of all layers.
    public var width = 128
    /// Layers between the features and the heads.
    public var depth = 1
    /// Starts with the identity (heads near zero) in place of PyTorch's default initialisation.
    public var startsAtIdentity = true

    /// The sizes published for captures of one moving camera.
    public init() {}
  }

  /// The planes.
  public let grid: HexPlane
  private let layers: [Linear]
  private let heads: [HexPlaneHead]

  /// Draws the initial values from `generator`.
  public init(_ configuration: Configuration, bounds: HexPlane.Bounds, generator: RandomGenerator) {
    grid = HexPlane(configuration.grid, bounds: bounds, generator: generator)
    layers = (0..<configuration.depth).map { index in
      Linear(
        index == 0 ? configuration.grid.featureCount : configuration.width, configuration.width,
        generator: generator)
    }
    heads = [3, 4, 3].map {
      HexPlaneHead(
        configuration.width, $0, startsAtZero: configuration.startsAtIdentity, generator: generator)
    }
  }

  /// The offsets of `points` `[N, 3]`, world frame, metres, at `time` in 0...1.
  ///
  /// Gradients flow to all parameters and to the points.
  public func callAsFunction(_ points: Tensor, time: Double) -> DeformationNetwork.Offsets {
    let features = layers[0](grid(points, time: time))
    let hidden = layers.dropFirst().reduce(features) { $1($0.relu()) }.relu()
    return DeformationNetwork.Offsets(
      position: heads[0](hidden), rotation: heads[1](hidden), scale: heads[2](hidden))
  }
}
