import Fields
import Tensors
import Testing

@Suite struct DeformationNetworkTests {
  private func configuration(_ change: (inout DeformationNetwork.Configuration) -> Void = { _ in })
    -> DeformationNetwork.Configuration
  {
    var configuration = DeformationNetwork.Configuration()
    (configuration.depth, configuration.width) = (6, 32)
    change(&configuration)
    return configuration
  }

  /// The published form: position and time are concatenated, and again behind the middle layer.
  private func published(
    _ network: DeformationNetwork, _ points: Tensor, _ time: Float, depth: Int
  ) -> [Tensor] {
    let state = network.state()
    func linear(_ name: String, _ x: Tensor) -> Tensor {
      // The network has all layers that are asked for.
      x.linear(weight: state[name + ".weight"]!, bias: state[name + ".bias"]!)
    }
    let times = Tensor.full([points.size(0), 1], Double(time))
    let encoding = PositionalEncoding(frequencies: 10)
    let input = Tensor.concatenated([encoding(points), encoding(times)], dimension: 1)
    var hidden = input
    for layer in 0..<depth {
      hidden = linear("layers.\(layer)", hidden).relu()
      if layer == depth / 2 { hidden = .concatenated([input, hidden], dimension: 1) }
    }
    return (0..<3).map { linear("heads.\($0)", hidden) }
  }

  @Test func equalsThePublishedNetwork() {
    let generator = RandomGenerator(seed: 3)
    let network = DeformationNetwork(configuration { $0.startsAtIdentity = false }, generator: generator)
    let points = Tensor.randomNormal([50, 3], generator: generator)
    let offsets = network(points, time: 0.37)
    let expected = published(network, points, 0.37, depth: 6)
    for (ours, theirs) in zip([offsets.position, offsets.rotation, offsets.scale], expected) {
      #expect(ours.shape == theirs.shape)
      #expect((ours - theirs).abs().max().item() < 1e-5)
    }
  }

  @Test func chunksDoNotShow() {
    let generator = RandomGenerator(seed: 4)
    let network = DeformationNetwork(configuration { $0.startsAtIdentity = false }, generator: generator)
    let points = Tensor.randomNormal([5000, 3], generator: generator)
    let whole = network(points, time: 0.5).position
    let part = network(points[4500..<5000], time: 0.5).position
    #expect((whole[4500..<5000] - part).abs().max().item() < 1e-5)
  }

  @Test func startsAtIdentity() {
    let network = DeformationNetwork(configuration(), generator: RandomGenerator(seed: 5))
    let points = Tensor.randomNormal([20, 3], generator: RandomGenerator(seed: 6))
    #expect(network(points, time: 0.2).position.abs().max().item() < 1e-3)
  }

  @Test func gradientsReachEveryParameterButNotThePoints() {
    let network = DeformationNetwork(
      configuration { $0.timeNetwork = true }, generator: RandomGenerator(seed: 7))
    let points = Tensor.randomNormal([20, 3], generator: RandomGenerator(seed: 8)).requiringGradient()
    let offsets = network(points, time: 0.2)
    (offsets.position.sum() + offsets.rotation.sum() + offsets.scale.sum()).backward()
    #expect(points.gradient == nil)
    for (name, parameter) in network.namedParameters() {
      #expect(parameter.value.gradient != nil, "\(name) has no gradient")
    }
  }

  @Test func halfPrecisionIsClose() {
    let full = DeformationNetwork(
      configuration { $0.startsAtIdentity = false }, generator: RandomGenerator(seed: 9))
    let half = DeformationNetwork(
      configuration {
        $0.startsAtIdentity = false
        $0.halfPrecision = true
      }, generator: RandomGenerator(seed: 9))
    let points = Tensor.randomNormal([100, 3], generator: RandomGenerator(seed: 10))
    let difference = (full(points, time: 0.1).position - half(points, time: 0.1).position).abs().max().item()
    #expect(half(points, time: 0.1).position.dtype == .float32)
    // Processors that do not multiply bfloat16 compute in single precision: only the tensor form rounds everywhere.
    let rounded = (full(points, time: 0.1).position - half.byTensors(points, time: 0.1).position).abs().max()
      .item()
    #expect(rounded > 0)
    #expect(difference < 0.02)
  }

  @Test func noPointsGiveNoOffsets() {
    let network = DeformationNetwork(configuration(), generator: RandomGenerator(seed: 11))
    #expect(network(.zeros([0, 3]), time: 0).rotation.shape == [0, 4])
  }
}
