import Tensors

/// A network that moves points over time: F(γ(x), γ(t)) = (δx, δr, δs).
///
/// From "Deformable 3D Gaussians" (Yang, Gao, Zhou and others, 2024), Eqs. 4 and 5; Eq. 2 of the interaction-aware
/// paper. All points of a call share one time, so that the first layer's part for the time is one vector added to the bias:
/// the same function as on concatenated inputs, for less work.
public final class DeformationNetwork: Module {
  /// The network's size.
  public struct Configuration: Sendable, Equatable, Codable {
    /// How many hidden layers there are.
    public var depth = 8
    /// Their width.
    public var width = 256
    /// Frequencies of the position's encoding.
    public var positionFrequencies = 10
    /// Frequencies of the time's encoding.
    public var timeFrequencies = 10
    /// Encodes the time by a small network of its own (256 wide, to 30 numbers), as published for synthetic scenes.
    public var timeNetwork = false
    /// Starts with the identity (heads near zero) in place of PyTorch's default initialisation.
    public var startsAtIdentity = true
    /// Computes the layers in bfloat16, on a processor only if it multiplies such numbers: without that, single
    /// precision is faster.
    public var halfPrecision = false

    /// The published sizes.
    public init() {}
  }

  /// What is to be added to each point's Gaussian.
  public struct Offsets: Sendable {
    /// Moves the centre, `[N, 3]`, metres.
    public var position: Tensor
    /// Is added to the quaternion, `[N, 4]`.
    public var rotation: Tensor
    /// Is added to the logarithm of the scale, `[N, 3]`.
    public var scale: Tensor
  }

  private let configuration: Configuration
  private let positionEncoding: PositionalEncoding
  private let timeEncoding: PositionalEncoding
  private let timeLayers: [Linear]
  private let layers: [Linear]
  private let heads: [Linear]

  /// The hidden layer after which the input is joined on again.
  private var skip: Int { configuration.depth / 2 }

  /// Points computed at a time: their activations stay in the processor's cache.
  private static let chunk = 4096

  /// How many numbers describe a point.
  private let pointSize: Int
  /// How many numbers each head gives.
  private let outputs: [Int]

  /// The heads of ``Offsets``.
  private static let offsetSizes = [3, 4, 3]

  /// A network for points in space, that gives ``Offsets``; draws the initial weights from `generator`.
  public convenience init(_ configuration: Configuration, generator: RandomGenerator) {
    self.init(configuration, inputs: 3, outputs: Self.offsetSizes, generator: generator)
  }

  /// Draws the initial weights from `generator`.
  ///
  /// - Parameters:
  ///   - pointSize: how many numbers describe a point, such as 6 for two places.
  ///   - outputs: how many numbers each head gives.
  public init(
    _ configuration: Configuration, inputs pointSize: Int, outputs: [Int], generator: RandomGenerator
  ) {
    self.configuration = configuration
    self.pointSize = pointSize
    self.outputs = outputs
    positionEncoding = PositionalEncoding(frequencies: configuration.positionFrequencies)
    timeEncoding = PositionalEncoding(frequencies: configuration.timeFrequencies)
    let encodedTime = timeEncoding.size(of: 1)
    timeLayers =
      configuration.timeNetwork
      ? [Linear(encodedTime, 256, generator: generator), Linear(256, 30, generator: generator)] : []
    let inputs = positionEncoding.size(of: pointSize) + (configuration.timeNetwork ? 30 : encodedTime)
    let (width, skip) = (configuration.width, configuration.depth / 2)
    layers = (0..<configuration.depth).map { index in
      Linear(index == 0 ? inputs : index == skip + 1 ? width + inputs : width, width, generator: generator)
    }
    heads = outputs.map { outputs in
      configuration.startsAtIdentity
        ? Linear(
          weight: .randomNormal([outputs, width], generator: generator) * 1e-5, bias: .zeros([outputs]))
        : Linear(width, outputs, generator: generator)
    }
  }

  /// The offsets of `points` `[N, 3]` at `time` in 0...1.
  ///
  /// No gradient flows to the points. The network must be one for points in space that gives offsets.
  public func callAsFunction(_ points: Tensor, time: Double) -> Offsets {
    precondition(
      pointSize == 3 && outputs == Self.offsetSizes, "a network of another kind gives values(_:time:)")
    let points = points.detached()
    guard FusedNetwork<SinglePrecision>.canTake(points) else { return byTensors(points, time: time) }
    let time = encodedTime(time)
    return configuration.halfPrecision && BrainFloat.isFast
      ? fused(BrainFloat.self, points, time: time) : fused(SinglePrecision.self, points, time: time)
  }

  /// The same by tensor operations: for other devices, and what the fused form is tested against.
  public func byTensors(_ points: Tensor, time: Double) -> Offsets {
    let values = values(points, time: time)
    return Offsets(position: values[0], rotation: values[1], scale: values[2])
  }

  /// What each head gives for `points` `[N, inputs]` at `time` in 0...1: `[N, outputs]` of float32.
  ///
  /// No gradient flows to the points.
  public func values(_ points: Tensor, time: Double) -> [Tensor] {
    let points = points.detached()
    // Other devices have no such cache, and are best given all at once.
    let chunk = points.device == .cpu ? Self.chunk : max(points.size(0), 1)
    let chunks = stride(from: 0, to: max(points.size(0), 1), by: chunk).map { start in
      points[start..<min(start + chunk, points.size(0))]
    }
    let outputs: [[Tensor]] = withAutocast(device: points.device, enabled: configuration.halfPrecision) {
      let time = encodedTime(time)
      return chunks.map { chunk in offsets(positionEncoding(chunk), time: time) }
    }
    return heads.indices.map { head in
      let parts = outputs.map { $0[head] }
      return (parts.count == 1 ? parts[0] : .concatenated(parts)).to(.float32)
    }
  }

  private func fused<Arithmetic: NetworkArithmetic>(
    _: Arithmetic.Type, _ points: Tensor, time: Tensor
  ) -> Offsets {
    let layout = NetworkLayout(
      depth: configuration.depth, width: configuration.width, joining: skip + 1,
      frequencies: configuration.positionFrequencies, timeSize: time.size(1))
    let biases = layers.indices.map { index in
      index == 0 || index == layout.joining ? shared(index, time: time)[0] : layers[index].bias
    }
    let network = FusedNetwork<Arithmetic>(
      layout: layout, weights: layers.map(\.weight) + [.concatenated(heads.map(\.weight))],
      biases: biases + [.concatenated(heads.map(\.bias))])
    let values = network(points)
    return Offsets(position: values[0], rotation: values[1], scale: values[2])
  }

  private func encodedTime(_ time: Double) -> Tensor {
    let encoded = timeEncoding(Tensor([Float(time)], shape: [1, 1], device: layers[0].weight.device))
    guard configuration.timeNetwork else { return encoded }
    return timeLayers[1](timeLayers[0](encoded).relu())
  }

  private func offsets(_ position: Tensor, time: Tensor) -> [Tensor] {
    var hidden = layer(0, input: position, time: time)
    for index in 1..<configuration.depth {
      hidden =
        index == skip + 1
        ? layer(index, input: position, time: time, hidden: hidden) : layers[index](hidden).relu()
    }
    return heads.map { $0(hidden) }
  }

  /// A layer that sees the input (position and time) and, behind the skip, the hidden values after it.
  private func layer(_ index: Int, input: Tensor, time: Tensor, hidden: Tensor? = nil) -> Tensor {
    let (positions, times) = (input.size(1), time.size(1))
    let weight = layers[index].weight
    var sum = input.linear(weight: weight[.all, .to(positions)])
    if let hidden { sum += hidden.linear(weight: weight[.all, .from(positions + times)]) }
    return (sum + shared(index, time: time)).relu()
  }

  /// What the time and the bias add to such a layer at all points, `[1, width]`.
  private func shared(_ index: Int, time: Tensor) -> Tensor {
    let positions = positionEncoding.size(of: pointSize)
    let timeWeight = layers[index].weight[.all, .range(positions..<positions + time.size(1))]
    return time.linear(weight: timeWeight, bias: layers[index].bias)
  }
}
