import Tensors
import Testing

@Suite struct ModuleTests {
  private class Base: Module {
    let first: Linear
    let norm = LayerNorm(3)

    init(_ generator: RandomGenerator) { first = Linear(2, 3, generator: generator) }
  }

  private final class Derived: Base {
    let layers: [Linear]
    let extra: Linear?
    @Parameter var scale = Tensor.ones([1])
    let width = 7

    override init(_ generator: RandomGenerator) {
      layers = (0..<2).map { _ in Linear(3, 3, generator: generator) }
      extra = nil
      super.init(generator)
    }
  }

  @Test func namesFollowTheDeclaration() {
    let names = Derived(RandomGenerator(seed: 0)).namedParameters().map(\.name)
    #expect(
      names == [
        "first.weight", "first.bias", "norm.weight", "norm.bias", "layers.0.weight", "layers.0.bias",
        "layers.1.weight", "layers.1.bias", "scale",
      ])
  }

  @Test func parametersAreLeavesThatGatherGradients() {
    let module = Derived(RandomGenerator(seed: 0))
    let output = module.norm(module.first(.ones([4, 2]))) * module.scale
    output.squared().sum().backward()
    let gathered = module.namedParameters().filter { $0.parameter.value.gradient != nil }.map(\.name)
    #expect(gathered == ["first.weight", "first.bias", "norm.weight", "norm.bias", "scale"])
  }

  @Test func stateGoesIntoAnotherModule() throws {
    let (a, b) = (Derived(RandomGenerator(seed: 1)), Derived(RandomGenerator(seed: 2)))
    #expect(largestDifference(a.first.weight, b.first.weight) > 0)
    try b.load(a.state())
    for (one, other) in zip(a.namedParameters(), b.namedParameters()) {
      #expect(largestDifference(one.parameter.value, other.parameter.value) == 0)
    }
    withoutGradients { a.first.weight.fillInPlace(0) }
    #expect(b.first.weight.abs().sum().item() > 0)
    #expect(b.first.weight.requiresGradient)
  }

  @Test func missingAndMisshapenStateIsNamed() throws {
    let module = Derived(RandomGenerator(seed: 1))
    var state = module.state()
    state["layers.1.bias"] = .zeros([9])
    let shape = try #require(throws: TensorError.self) { try module.load(state) }
    #expect(shape.description.contains("layers.1.bias"))
    state["layers.1.bias"] = nil
    let missing = try #require(throws: TensorError.self) { try module.load(state) }
    #expect(missing.description.contains("layers.1.bias"))
  }

  @Test func attentionOverTooFewDimensionsIsAnError() {
    let attention = MultiHeadAttention(4, heads: 2, generator: RandomGenerator(seed: 0))
    #expect(throws: TensorError.self) { try withTensorErrors { attention(.zeros([3, 4])) } }
  }
}
