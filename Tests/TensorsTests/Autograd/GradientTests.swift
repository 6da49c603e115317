import Tensors
import Testing

@Suite struct GradientTests {
  private let generator = RandomGenerator(seed: 3)

  private func random(_ shape: [Int]) -> Tensor { .randomNormal(shape, .float64, generator: generator) }

  @Test func elementwiseFormulas() {
    expectGradients(at: [random([3, 2]), random([2])]) { inputs in
      let (a, b) = (inputs[0], inputs[1])
      return ((a * b).tanh() + (a.squared() + 1).log() / (b.abs() + 2) - (a - b).sigmoid()).sum()
    }
  }

  @Test func matrixFormulas() {
    expectGradients(at: [random([2, 3, 3]), random([2, 3, 1])], within: 1e-6) { inputs in
      let matrices = inputs[0] + Tensor.identity(3, .float64) * 4
      return (matrices.inverse().matmul(inputs[1]).softmax(1) * matrices.determinant().reshaped([2, 1, 1]))
        .norm()
    }
  }

  @Test func indexingFormulas() {
    let indices = Tensor([Int64](arrayLiteral: 2, 0, 2))
    expectGradients(at: [random([3, 4]), random([3, 4])]) { inputs in
      let gathered = inputs[0].selecting(indices) * inputs[1][.all, .range(start: nil, end: nil, step: 1)]
      let sums = inputs[0].adding(gathered.exp(), at: indices)
      return Tensor.concatenated([sums[0..<2], gathered[.from(1)]]).squared().mean()
    }
  }

  @Test func networkFormulas() {
    expectGradients(at: [random([1, 2, 4, 4]), random([2, 2, 3, 3]), random([1, 2, 2, 2]) * 0.4]) { inputs in
      let features = inputs[0].convolved(weight: inputs[1], padding: [1, 1]).silu()
      return features.sampled(at: inputs[2]).layerNormalized([2]).squared().sum()
    }
  }

  @Test func gradientsGatherUntilCleared() {
    let x = Tensor([Float](arrayLiteral: 3)).requiringGradient()
    #expect(x.gradient == nil)
    (x * 2).sum().backward()
    (x * 5).sum().backward()
    #expect(x.gradient?.item() == 7)
    x.gradient = nil
    #expect(x.gradient == nil)
    x.squared().backward(gradient: Tensor([Float](arrayLiteral: 10)))
    #expect(x.gradient?.item() == 60)
  }

  @Test func severalOutputsAtOnce() {
    let x = Tensor([Float](arrayLiteral: 2)).requiringGradient()
    Tensor.backward([x * 3, x.squared()], gradients: [nil, Tensor([Float](arrayLiteral: 2))])
    #expect(x.gradient?.item() == 11)
  }

  @Test func keptGraphsGoBackTwice() throws {
    let x = Tensor([Float](arrayLiteral: 2)).requiringGradient()
    let y = x.squared()
    y.backward(retainGraph: true)
    y.backward()
    #expect(x.gradient?.item() == 8)
    #expect(throws: TensorError.self) { try withTensorErrors { y.backward() } }
  }

  @Test func innerTensorsKeepTheirGradientWhenAsked() {
    let x = Tensor([Float](arrayLiteral: 2)).requiringGradient()
    let inner = x * 3
    inner.retainGradient()
    inner.squared().backward()
    #expect(inner.gradient?.item() == 12)
  }

  @Test func withoutGradientsNothingIsRecorded() {
    let x = Tensor([Float](arrayLiteral: 2)).requiringGradient()
    let outside = withoutGradients { x * 2 }
    #expect(!outside.requiresGradient)
    #expect((x * 2).requiresGradient)
    #expect(!(x * 2).detached().requiresGradient)
  }

  @Test func anErrorInsideLeavesRecordingOn() {
    struct Stop: Error {}
    let x = Tensor([Float](arrayLiteral: 2)).requiringGradient()
    #expect(throws: Stop.self) { try withoutGradients { throw Stop() } }
    #expect((x * 2).requiresGradient)
  }
}
