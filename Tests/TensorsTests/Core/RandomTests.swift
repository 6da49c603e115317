import Tensors
import Testing

@Suite struct RandomTests {
  @Test func theSameSeedGivesTheSameNumbers() {
    func numbers(_ seed: UInt64) -> [Float] {
      let generator = RandomGenerator(seed: seed)
      return Tensor.randomNormal([4], generator: generator).floats()
        + Tensor.randomUniform([4], in: 2..<3, generator: generator).floats()
        + Tensor.randomPermutation(9, generator: generator).floats()
    }
    #expect(numbers(5) == numbers(5))
    #expect(numbers(5) != numbers(6))
  }

  @Test func theStateGoesOnWhereItWas() {
    let generator = RandomGenerator(seed: 3)
    _ = Tensor.randomNormal([7], generator: generator)
    let state = generator.state
    let expected = Tensor.randomNormal([9], generator: generator).floats()
    #expect(Tensor.randomNormal([9], generator: generator).floats() != expected)
    let other = RandomGenerator(seed: 99)
    other.state = state
    #expect(Tensor.randomNormal([9], generator: other).floats() == expected)
  }

  @Test func aWrongStateIsAnError() {
    #expect(throws: TensorError.self) {
      try withTensorErrors { RandomGenerator(seed: 0).state = Tensor.zeros([3]) }
    }
  }

  @Test func distributions() {
    let generator = RandomGenerator(seed: 8)
    let normal = Tensor.randomNormal([20000], .float64, generator: generator)
    #expect(abs(normal.mean().item()) < 0.03)
    #expect(abs(normal.variance().item() - 1) < 0.05)
    let uniform = Tensor.randomUniform([1000], in: -2..<3, generator: generator)
    #expect(uniform.min().item() >= -2)
    #expect(uniform.max().item() < 3)
    let integers = Tensor.randomIntegers(below: 4, [1000], generator: generator)
    #expect(Set(integers.elements(as: Int64.self)) == [0, 1, 2, 3])
    let order = Tensor.randomPermutation(50, generator: generator).elements(as: Int64.self)
    #expect(order.sorted() == Array(0..<50))
  }

  @Test func drawsInProportion() {
    let generator = RandomGenerator(seed: 4)
    let weights = Tensor([Float](arrayLiteral: 0, 1, 3))
    let counts = weights.drawn(8000, replacement: true, generator: generator).counts(length: 3)
    let shares = (counts.to(.float64) / 8000).elements(as: Double.self)
    #expect(shares[0] == 0)
    #expect(abs(shares[2] - 0.75) < 0.03)
    let both = weights.drawn(2, replacement: false, generator: generator).elements(as: Int64.self)
    #expect(Set(both) == [1, 2])
  }

  @Test func servesSwiftToo() {
    var (a, b) = (RandomGenerator(seed: 1), RandomGenerator(seed: 1))
    #expect(
      (0..<5).map { _ in Int.random(in: 0..<1000, using: &a) }
        == (0..<5).map { _ in Int.random(in: 0..<1000, using: &b) })
    let bits = (0..<200).reduce(into: UInt64(0)) { all, _ in all |= a.next() }
    #expect(bits == .max)
  }
}
