import Fields
import Tensors
import Testing

/// The network computed by blocks against the one computed by tensor operations.
@Suite(.serialized) struct FusedNetworkTests {
  /// Depths without a joining layer and with one at the end or inside; widths below, at and beside whole panels.
  static let shapes = [(1, 20), (2, 32), (3, 33), (4, 64), (6, 100)]
  /// Numbers of points below, at and above blocks and tiles.
  static let counts = [1, 3, 4, 255, 256, 257, 1100]

  private func network(
    depth: Int, width: Int, half: Bool = false, time: Bool = false, frequencies: Int = 10, seed: UInt64 = 3
  ) -> DeformationNetwork {
    var configuration = DeformationNetwork.Configuration()
    (configuration.depth, configuration.width, configuration.halfPrecision) = (depth, width, half)
    (configuration.startsAtIdentity, configuration.timeNetwork) = (false, time)
    (configuration.positionFrequencies, configuration.timeFrequencies) = (frequencies, 6)
    return DeformationNetwork(configuration, generator: RandomGenerator(seed: seed))
  }

  private func points(_ count: Int) -> Tensor {
    .randomNormal([count, 3], generator: RandomGenerator(seed: 4))
  }

  /// The offsets, one after the other.
  private func joined(_ offsets: DeformationNetwork.Offsets) -> Tensor {
    .concatenated([offsets.position, offsets.rotation, offsets.scale], dimension: 1)
  }

  /// The gradients of all parameters, for weights of the offsets that are the same in every call.
  private func gradients(
    _ network: DeformationNetwork, _ offsets: DeformationNetwork.Offsets
  ) -> [(name: String, gradient: Tensor?)] {
    let values = joined(offsets)
    let weights = Tensor.randomNormal(values.shape, generator: RandomGenerator(seed: 5))
    for (_, parameter) in network.namedParameters() { parameter.value.gradient = nil }
    (values * weights).sum().backward()
    return network.namedParameters().map { ($0.name, $0.parameter.value.gradient) }
  }

  private func relativeDifference(_ a: Tensor, _ b: Tensor) -> Double {
    (a - b).norm([0]).max().item() / max(b.norm([0]).max().item(), 1e-12)
  }

  @Test(arguments: shapes, [false, true])
  func equalsTensorOperations(shape: (Int, Int), time: Bool) throws {
    let network = network(depth: shape.0, width: shape.1, time: time)
    for count in Self.counts {
      let points = points(count)
      let (fused, reference) = (network(points, time: 0.4), network.byTensors(points, time: 0.4))
      #expect((joined(fused) - joined(reference)).abs().max().item() < 3e-6, "\(count) points")
      let expected = gradients(network, reference)
      for ((name, ours), (_, theirs)) in zip(gradients(network, fused), expected) {
        let (ours, theirs) = (try #require(ours).flattened(), try #require(theirs).flattened())
        // Where rounding decides between both sides of a rectifier, gradients differ.
        #expect(relativeDifference(ours, theirs) < 2e-3, "\(name) of \(count) points")
      }
    }
  }

  @Test(arguments: shapes) func halfPrecisionIsClose(shape: (Int, Int)) throws {
    let full = network(depth: shape.0, width: shape.1)
    let half = network(depth: shape.0, width: shape.1, half: true)
    let points = points(700)
    let (ours, exact) = (half(points, time: 0.4), full(points, time: 0.4))
    let byTensors = half.byTensors(points, time: 0.4)
    let error = relativeDifference(joined(ours).flattened(), joined(exact).flattened())
    #expect(error < 0.02)
    #expect(error < 2 * relativeDifference(joined(byTensors).flattened(), joined(exact).flattened()) + 1e-4)
    for ((name, ours), (_, theirs)) in zip(gradients(half, ours), gradients(full, exact)) {
      let difference = relativeDifference(try #require(ours).flattened(), try #require(theirs).flattened())
      #expect(difference < 0.15, "\(name)")
    }
  }

  @Test func encodesLikeThePositionalEncoding() {
    // One layer of one neuron shows the encoding's numbers one by one; large angles too.
    let points = Tensor.randomNormal([300, 3], generator: RandomGenerator(seed: 8)) * 3
    let network = network(depth: 1, width: 70, frequencies: 10)
    let (fused, reference) = (network(points, time: 0), network.byTensors(points, time: 0))
    #expect((joined(fused) - joined(reference)).abs().max().item() < 3e-6)
  }

  @Test(arguments: [false, true]) func threadsDoNotShow(half: Bool) throws {
    let before = LibTorch.threadCount
    defer { LibTorch.setThreadCount(before) }
    let network = network(depth: 4, width: 64, half: half)
    let points = points(5000)
    let runs = try [1, 2, 3].map { threads in
      LibTorch.setThreadCount(threads)
      let offsets = network(points, time: 0.3)
      let gradients = try gradients(network, offsets).flatMap { try #require($0.gradient).floats() }
      return joined(offsets).floats() + gradients
    }
    #expect(runs[0] == runs[1] && runs[1] == runs[2])
  }

  @Test func nothingIsKeptWithoutGradients() {
    let network = network(depth: 4, width: 64)
    let points = points(300)
    let recorded = network(points, time: 0.3).position
    let plain = withoutGradients { network(points, time: 0.3).position }
    #expect(recorded.requiresGradient && !plain.requiresGradient)
    #expect(recorded.floats() == plain.floats())
  }

  @Test func aHeadWithoutGradientIsLeftOut() throws {
    let network = network(depth: 3, width: 32)
    network(points(90), time: 0.3).rotation.sum().backward()
    let gradients = Dictionary(
      uniqueKeysWithValues: network.namedParameters().map { ($0.name, $0.parameter.value.gradient) })
    #expect(try #require(gradients["heads.0.weight"] ?? nil).abs().max().item() == 0)
    #expect(try #require(gradients["heads.1.bias"] ?? nil).floats() == [90, 90, 90, 90])
    #expect(try #require(gradients["layers.0.weight"] ?? nil).abs().max().item() > 0)
  }

  @Test(arguments: [false, true]) func whatIsNotANumberShows(half: Bool) {
    let network = network(depth: 3, width: 32, half: half)
    var numbers = points(20).floats()
    numbers[30] = .nan
    let offsets = network(Tensor(numbers, shape: [20, 3]), time: 0.3).position
    let isFinite = offsets.isFinite().to(.float32).sum([1]).floats()
    #expect(isFinite[10] == 0)
    #expect(isFinite.filter { $0 == 3 }.count == 19)
  }
}
