import Fields
import Tensors
import Testing

@Suite struct HexPlaneDeformationTests {
  private func deformation(startsAtIdentity: Bool, depth: Int = 2) -> HexPlaneDeformation {
    var configuration = HexPlaneDeformation.Configuration()
    (configuration.grid.channels, configuration.grid.spatialResolution) = (3, 4)
    (configuration.grid.timeResolution, configuration.grid.multipliers) = (5, [1, 2])
    (configuration.width, configuration.depth) = (8, depth)
    configuration.startsAtIdentity = startsAtIdentity
    return HexPlaneDeformation(
      configuration, bounds: HexPlane.Bounds(low: [-1, -1, -1], high: [1, 1, 1]),
      generator: RandomGenerator(seed: 2))
  }

  private let points = Tensor.randomUniform([30, 3], in: -1..<1, generator: RandomGenerator(seed: 3))

  @Test(arguments: [1, 3]) func gradientsReachAllThatIsLearntAndThePoints(depth: Int) {
    let deformation = deformation(startsAtIdentity: false, depth: depth)
    let leaf = points.copied().requiringGradient()
    let offsets = deformation(leaf, time: 0.3)
    #expect(offsets.position.shape == [30, 3] && offsets.rotation.shape == [30, 4])
    (offsets.position.sum() + offsets.rotation.sum() + offsets.scale.sum()).backward()
    #expect(leaf.gradient != nil)
    for (name, parameter) in deformation.namedParameters() {
      #expect(parameter.value.gradient != nil, "\(name) has no gradient")
    }
  }

  @Test func startsAtIdentityIfAsked() {
    let (still, moving) = (deformation(startsAtIdentity: true), deformation(startsAtIdentity: false))
    #expect(still(points, time: 0.2).position.abs().max().item() < 1e-3)
    #expect(moving(points, time: 0.2).position.abs().max().item() > 1e-2)
  }
}
