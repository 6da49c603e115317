import Tensors
import Testing

@Suite struct CustomFunctionTests {
  private struct Broken: Error, CustomStringConvertible {
    let description = "the backward half is broken"
  }

  /// x³ + y, both halves in Swift.
  private func cubePlus(_ x: Tensor, _ y: Tensor) -> Tensor {
    CustomFunction.apply("cubePlus", inputs: [x, y]) {
      ([x * x * x + y], { gradients in [gradients[0].map { $0 * x.squared() * 3 }, gradients[0]] })
    }[0]
  }

  @Test func agreesWithFiniteDifferences() {
    let generator = RandomGenerator(seed: 5)
    let inputs = (0..<2).map { _ in Tensor.randomNormal([3], .float64, generator: generator) }
    expectGradients(at: inputs) { (cubePlus($0[0], $0[1]).sin() * $0[0]).sum() }
  }

  @Test func severalOutputsOfWhichOneIsUsed() {
    let x = Tensor([Float](arrayLiteral: 3)).requiringGradient()
    var given: [Bool] = []
    let outputs = CustomFunction.apply("pair", inputs: [x]) {
      (
        [x * 2, x * 5],
        { gradients in
          given = gradients.map { $0 != nil }
          return [gradients[1].map { $0 * 5 }]
        }
      )
    }
    outputs[1].backward()
    #expect(given == [false, true])
    #expect(x.gradient?.item() == 5)
  }

  @Test func noGradientForAnInput() {
    let x = Tensor([Float](arrayLiteral: 3)).requiringGradient()
    let y = Tensor([Float](arrayLiteral: 4)).requiringGradient()
    let sum = CustomFunction.apply("first", inputs: [x, y]) { ([x + y], { [$0[0], nil] }) }[0]
    sum.backward()
    #expect(x.gradient?.item() == 1)
    #expect(y.gradient == nil)
  }

  @Test func anErrorOfTheForwardHalfIsThrown() {
    #expect(throws: Broken.self) {
      _ = try CustomFunction.apply("broken", inputs: []) { () throws -> ([Tensor], CustomFunction.Backward) in
        throw Broken()
      }
    }
  }

  @Test func anErrorOfTheBackwardHalfArrives() throws {
    let x = Tensor([Float](arrayLiteral: 1)).requiringGradient()
    let y = CustomFunction.apply("fragile", inputs: [x]) { ([x * 2], { _ in throw Broken() }) }[0]
    let error = try #require(throws: TensorError.self) { try withTensorErrors { y.backward() } }
    #expect(error.description.contains("fragile"))
    #expect(error.description.contains("the backward half is broken"))
  }

  @Test func aFailedOperationInTheBackwardHalfArrives() throws {
    let x = Tensor([Float](arrayLiteral: 1)).requiringGradient()
    let y = CustomFunction.apply("mismatched", inputs: [x]) {
      ([x * 2], { _ in [Tensor.zeros([2, 3]).matmul(.zeros([2, 3]))] })
    }[0]
    let error = try #require(throws: TensorError.self) { try withTensorErrors { y.backward() } }
    #expect(error.description.contains("matmul(float32[2, 3], float32[2, 3])"))
  }

  @Test func aWrongCountOrShapeOfGradientsIsAnError() {
    let x = Tensor([Float](arrayLiteral: 1, 2)).requiringGradient()
    for made in [[], [Tensor.zeros([5])]] {
      let y = CustomFunction.apply("wrong", inputs: [x]) { ([x * 2], { _ in made }) }[0]
      #expect(throws: TensorError.self) { try withTensorErrors { y.sum().backward() } }
    }
  }

  @Test func isNotJoinedWithoutNeed() {
    let x = Tensor([Float](arrayLiteral: 1))
    #expect(!cubePlus(x, x).requiresGradient)
    let leaf = x.copied().requiringGradient()
    #expect(cubePlus(leaf, x).requiresGradient)
    #expect(!withoutGradients { cubePlus(leaf, x) }.requiresGradient)
  }

  /// What a backward half captures, whose end can be seen.
  private final class Captured {
    private let onRelease: () -> Void

    init(onRelease: @escaping () -> Void) { self.onRelease = onRelease }

    deinit { onRelease() }
  }

  private func doubled(_ x: Tensor, keeping captured: Captured) -> Tensor {
    CustomFunction.apply("double", inputs: [x]) {
      ([x * 2], { gradients in withExtendedLifetime(captured) { [gradients[0].map { $0 * 2 }] } })
    }[0]
  }

  @Test func theContextGoesWithTheGraph() {
    var released = 0
    let x = Tensor([Float](arrayLiteral: 1)).requiringGradient()
    do {
      let y = doubled(x, keeping: Captured { released += 1 })
      y.backward()
      #expect(x.gradient?.item() == 2)
      #expect(released == 0)
    }
    #expect(released == 1)
    _ = doubled(x, keeping: Captured { released += 1 })
    #expect(released == 2)
    _ = doubled(x.detached(), keeping: Captured { released += 1 })
    #expect(released == 3)
  }
}
