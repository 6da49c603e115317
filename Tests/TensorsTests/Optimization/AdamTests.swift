import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct AdamTests {
  private let generator = RandomGenerator(seed: 7)

  private func optimiser(_ parameters: [(name: String, parameter: Parameter)], rate: Double = 0.1) -> Adam {
    Adam([Adam.Group(name: "all", parameters: parameters, learningRate: rate)])
  }

  /// One step towards making the sum of squares small.
  private func descend(_ adam: Adam, _ parameters: [Parameter]) {
    adam.clearGradients()
    for parameter in parameters { parameter.value.squared().sum().backward() }
    adam.step()
  }

  @Test(.enabled(if: Python.isAvailable, "needs .venv/bin/python: run `make setup`"))
  func followsPyTorch() throws {
    let folder = try TemporaryFolder()
    let (given, expected) = (folder.file("given.safetensors"), folder.file("expected.safetensors"))
    let a = Parameter(.randomNormal([3, 2], generator: generator))
    let b = Parameter(.randomNormal([4], generator: generator))
    try Safetensors.write(["a": a.value.copied(), "b": b.value.copied()], to: given)
    try Python.run("adam_values.py", [given.path, expected.path])
    let values = try Safetensors.read(expected).tensors
    let adam = Adam([
      Adam.Group(name: "one", parameters: [("a", a)], learningRate: 0.1),
      Adam.Group(name: "two", parameters: [("b", b)], learningRate: 0.02, epsilon: 1e-15),
    ])
    for step in 0..<8 {
      if step == 4 { adam.setLearningRate(0.01, of: "one") }
      adam.clearGradients()
      (a.value.squared().sum() + a.value.sin().sum() + (b.value.exp() * 0.3).sum()).backward()
      adam.step()
      #expect(largestDifference(a.value, try #require(values["a\(step)"])) < 1e-6)
      #expect(largestDifference(b.value, try #require(values["b\(step)"])) < 1e-6)
    }
  }

  @Test func theFirstStepIsTheLearningRate() {
    let x = Parameter(Tensor([Float](arrayLiteral: 5, -5)))
    descend(optimiser([("x", x)]), [x])
    expect(x.value, [2], [4.9, -4.9], within: 1e-5)
  }

  @Test func gradientMagnitudesAreThoseOfEvenGradients() throws {
    let x = Parameter(.zeros([2]))
    let adam = optimiser([("x", x)])
    #expect(adam.gradientMagnitudes(of: "x") == nil)
    for _ in 0..<7 {
      adam.clearGradients()
      (x.value * Tensor([3, -0.5] as [Float])).sum().backward()
      adam.step()
    }
    expect(try #require(adam.gradientMagnitudes(of: "x")), [2], [3, 0.5], within: 1e-4)
  }

  @Test func withoutMomentsTheNextStepIsAFirstOne() {
    let x = Parameter(Tensor([Float](arrayLiteral: 5)))
    let adam = optimiser([("x", x)])
    for _ in 0..<3 { descend(adam, [x]) }
    x.replace(with: Tensor([Float](arrayLiteral: -5)))
    adam.forgetMoments()
    #expect(adam.state().isEmpty)
    descend(adam, [x])
    expect(x.value, [1], [-4.9], within: 1e-5)
  }

  @Test func parametersWithoutGradientStay() {
    let (x, y) = (Parameter(.ones([2])), Parameter(.ones([2])))
    let adam = optimiser([("x", x), ("y", y)])
    descend(adam, [x])
    expect(y.value, [2], [1, 1])
    #expect(Set(adam.state().keys) == ["x.step", "x.first", "x.second"])
  }

  @Test(arguments: [1, 3, 45]) func rowsThatAreNotChosenStayWithTheirMoments(width: Int) throws {
    let start = Tensor.randomNormal([40, width], generator: generator)
    let (x, whole) = (Parameter(start.copied()), Parameter(start.copied()))
    let (some, all) = (optimiser([("x", x)]), optimiser([("x", whole)]))
    let chosen = Tensor((0..<40).map { Float($0 % 3 == 0 || $0 > 30 ? 2.5 : 0) })
    for _ in 0..<5 {
      for parameter in [x, whole] {
        parameter.value.gradient = nil
        parameter.value.squared().sum().backward()
      }
      some.step(rows: ["x": chosen])
      all.step()
    }
    let moves = (chosen .> 0).to(.float32).unsqueezed(1)
    #expect(largestDifference(x.value, whole.value * moves + start * (1 - moves)) < 1e-6)
    for name in ["x.first", "x.second"] {
      let (mine, theirs) = (try #require(some.state()[name]), try #require(all.state()[name]))
      #expect(largestDifference(mine, theirs * moves) < 1e-6, "\(name)")
    }
    #expect(largestDifference(whole.value, start) > 0.1)
  }

  @Test func rowsThatStayGoOnAsIfNothingHappened() {
    let start = Tensor.randomNormal([4, 2], generator: generator)
    let (x, reference) = (Parameter(start.copied()), Parameter(start.copied()))
    let (adam, unbroken) = (optimiser([("x", x)]), optimiser([("x", reference)]))
    for _ in 0..<3 {
      descend(adam, [x])
      descend(unbroken, [reference])
    }
    let kept = Tensor([Int64](arrayLiteral: 0, 3))
    func change(_ tensor: Tensor, new: Tensor) -> Tensor { .concatenated([tensor.selecting(kept), new]) }
    adam.replace("x", with: change(x.value, new: .ones([3, 2]))) { change($0, new: .zeros([3, 2])) }
    #expect(x.value.shape == [5, 2])
    #expect(x.value.requiresGradient)
    for _ in 0..<3 {
      descend(adam, [x])
      descend(unbroken, [reference])
    }
    #expect(largestDifference(x.value[0..<2], reference.value.selecting(kept)) < 1e-7)
    #expect(adam.state()["x.first"]?.shape == [5, 2])
    #expect(x.value[2..<5].max().item() < 1)
  }

  @Test func momentsStartAnewWhereNoneAreGiven() {
    let x = Parameter(.ones([2]))
    let adam = optimiser([("x", x)])
    descend(adam, [x])
    adam.replace("x", with: .zeros([6]))
    #expect(adam.state()["x.first"]?.shape == [6])
    #expect(adam.state()["x.first"]?.abs().sum().item() == 0)
  }

  @Test func aParameterMayBecomeEmpty() {
    let x = Parameter(.ones([2, 3]))
    let adam = optimiser([("x", x)])
    descend(adam, [x])
    let none = Tensor([Int64]())
    adam.replace("x", with: x.value.selecting(none)) { $0.selecting(none) }
    descend(adam, [x])
    #expect(x.value.shape == [0, 3])
  }

  @Test func momentsCanBeChanged() {
    let x = Parameter(.ones([2]))
    let adam = optimiser([("x", x)])
    descend(adam, [x])
    adam.changeMoments("x") { $0 * Tensor([Float](arrayLiteral: 0, 1)) }
    let first = adam.state()["x.first"]?.floats() ?? []
    #expect(first[0] == 0)
    #expect(first[1] > 0)
  }

  @Test func savedMomentsGoOnToTheBit() throws {
    let folder = try TemporaryFolder()
    let file = folder.file("moments.safetensors")
    let x = Parameter(.randomNormal([5], generator: generator))
    let adam = optimiser([("x", x)])
    for _ in 0..<3 { descend(adam, [x]) }
    try Safetensors.write(adam.state(), to: file)
    let copy = Parameter(x.value.copied())
    let resumed = optimiser([("x", copy)])
    try resumed.load(Safetensors.read(file).tensors)
    for _ in 0..<3 {
      descend(adam, [x])
      descend(resumed, [copy])
    }
    #expect(largestDifference(x.value, copy.value) == 0)
  }

  @Test func momentsOfAnotherShapeAreAnError() throws {
    let x = Parameter(.ones([2]))
    let adam = optimiser([("x", x)])
    descend(adam, [x])
    let other = optimiser([("x", Parameter(.ones([3])))])
    let error = try #require(throws: TensorError.self) { try other.load(adam.state()) }
    #expect(error.description.contains("x"))
    #expect(error.description.contains("[3]"))
  }

  @Test(arguments: ["x.step", "x.first", "x.second"])
  func aForeignTensorAmongMomentsIsAnError(_ name: String) throws {
    let x = Parameter(.ones([2]))
    let adam = optimiser([("x", x)])
    descend(adam, [x])
    let state = adam.state()
    try adam.load(state)
    for wrong in [
      Tensor.zeros([2], .int64), .zeros([2], .float64), .zeros([3]), .zeros([0]), .zeros([2, 1]),
    ] {
      var changed = state
      changed[name] = wrong
      let error = try #require(throws: TensorError.self) { try adam.load(changed) }
      #expect(error.reason.contains("moments of x"))
    }
    // What was refused is no reason to stop.
    descend(adam, [x])
  }
}
