import Foundation
import Hands
import Methods
import Splatting
import Tensors
import TestSupport
import Testing

/// The method's equations against plain loops in another language.
@Suite(.enabled(if: Python.isAvailable, "needs .venv/bin/python: run `make setup`"))
struct EquationTests {
  private let tensors: [String: Tensor]
  private let expected: [String: Tensor]
  private let neighbors: [Int32]

  init() throws {
    let generator = RandomGenerator(seed: 12)
    func normal(_ shape: [Int], _ scale: Double = 1) -> Tensor {
      Tensor.randomNormal(shape, generator: generator) * scale
    }
    let (x, n) = (normal([20, 3]), normal([7, 3]))
    var tensors: [String: Tensor] = [
      "x": x, "n": n, "places": normal([7, 3]), "w": normal([20], 2),
      "o": (normal([20], 0.5)).exp(), "turns": Rotations.matrices(axisAngle: normal([7, 3])),
      "vertices": normal([30, 3], 0.05), "centres": normal([40, 3], 0.06), "object": normal([25, 3], 0.05),
      "target": Rotations.matrices(axisAngle: normal([3])),
      "object_turns": Rotations.matrices(axisAngle: normal([20, 3])),
      "limits": Tensor([Float](arrayLiteral: 0.02, 0.008)),
    ]
    let found = NearestNeighbors(Self.points(n)).nearest(4, to: Self.points(x))
    neighbors = found.indices
    tensors["neighbors"] = Tensor(neighbors.map { Float($0) }, shape: [20, 4])
    self.tensors = tensors
    let folder = try TemporaryFolder()
    let (given, answer) = (folder.file("given.safetensors"), folder.file("expected.safetensors"))
    try Safetensors.write(tensors, to: given)
    try Python.run("interaction_equations.py", [given.path, answer.path])
    expected = try Safetensors.read(answer).tensors
  }

  private func tensor(_ name: String) throws -> Tensor { try #require(tensors[name]) }

  private static func points(_ tensor: Tensor) -> [SIMD3<Float>] {
    let values = tensor.floats()
    return (0..<values.count / 3).map { [values[$0 * 3], values[$0 * 3 + 1], values[$0 * 3 + 2]] }
  }

  private func expect(_ value: Tensor, _ name: String, within tolerance: Double = 1e-5) throws {
    let other = try #require(expected[name])
    let difference = (value.detached().flattened().to(.float64) - other.flattened().to(.float64)).abs().max()
      .item()
    #expect(difference < tolerance * max(1e-3, other.abs().max().item()), "\(name): off by \(difference)")
  }

  private func weights(isPrinted: Bool) throws -> Tensor {
    let (x, n) = (try tensor("x"), try tensor("n"))
    let rows = Tensor(neighbors.map(Int64.init))
    let distances = (x.unsqueezed(1) - n.selecting(rows).reshaped([20, 4, 3])).squared().sum([-1])
    return Refinement(isPrinted: isPrinted).weights(
      squaredDistances: distances, logRadii: try tensor("o").log(),
      weightLogits: try tensor("w"))
  }

  private func moved(isPrinted: Bool) throws -> Gaussians {
    let model = try GaussianModel(
      PointCloud(positions: Self.points(tensor("x")), colors: Array(repeating: .zero, count: 20)),
      degree: 1)
    let motion = NodeMotion(
      rotations: try tensor("turns"), positions: try tensor("places"),
      scales: .zeros([7, 3]), shading: .zeros([7, 3]))
    return Refinement.moved(
      model, by: motion, nodes: try tensor("n"), weights: try weights(isPrinted: isPrinted),
      indices: neighbors, degree: 1
    ).gaussians
  }

  @Test func refinementIsABlendOfTheOwnMotionAndTheNeighbours() throws {
    try expect(moved(isPrinted: false).means, "moved", within: 1e-4)
    let sums = try weights(isPrinted: false).sum([1])
    #expect((sums - 1).abs().max().item() < 1e-6)
  }

  @Test func asPrintedItPullsTowardsTheOrigin() throws {
    try expect(moved(isPrinted: true).means, "printed", within: 1e-4)
  }

  @Test func gaussiansTurnWithTheirNodes() throws {
    let model = try GaussianModel(PointCloud(positions: [[1, 0, 0]], colors: [.zero]), degree: 0)
    let quarter = Rotations.matrices(axisAngle: Tensor([Float](arrayLiteral: 0, 0, .pi / 2), shape: [1, 3]))
    let motion = NodeMotion(
      rotations: quarter, positions: Tensor([Float](arrayLiteral: 0, 0, 5), shape: [1, 3]),
      scales: .full([1, 3], 1), shading: .full([1, 3], 0.25))
    let moved = Refinement.moved(
      model, by: motion, nodes: .zeros([1, 3]), weights: .ones([1, 1]), indices: [0], degree: 0)
    func isNear(_ a: Tensor, _ b: [Float]) -> Bool {
      zip(a.floats(), b).allSatisfy { abs($0 - $1) < 1e-6 }
    }
    #expect(isNear(moved.gaussians.means, [0, 1, 5]))
    let root = Float(0.5).squareRoot()
    #expect(isNear(moved.gaussians.rotations, [root, 0, 0, root]))
    #expect(isNear(moved.gaussians.scales / model.logScales.exp(), [exp(1), exp(1), exp(1)]))
    #expect(isNear(moved.gaussians.harmonics - model.baseHarmonics, [0.25, 0.25, 0.25]))
  }

  @Test func theHandLossIsThePapers() throws {
    let counts = try #require(expected["counts"]).floats()
    #expect(counts[0] < counts[1], "some Gaussians are the arm's")
    let target = try #require(HandTarget(Self.points(try tensor("vertices"))))
    try expect(target.loss(tensor("centres")), "hand")
    #expect(HandTarget([]) == nil)
    #expect(target.loss(.full([2, 3], 9)).item() == 0)
  }

  @Test func theRotationLossIsThePapers() throws {
    let turns = Rotations.quaternions(matrices: try tensor("object_turns"))
    let loss = InteractionLoss.rotation(
      turns: turns, target: try tensor("target"), weightLogits: try tensor("w"))
    try expect(loss, "rotation", within: 1e-4)
  }

  @Test func theInteractionLossIsThePapers() throws {
    let losses = InteractionLoss.contact(
      hand: try tensor("centres"), object: try tensor("object"), distance: 0.02,
      clearance: 0.008)
    try expect(losses.interaction, "interaction")
    try expect(losses.penetration, "penetration")
    let far = InteractionLoss.contact(
      hand: .zeros([3, 3]), object: .ones([2, 3]), distance: 0.02, clearance: 0.008)
    #expect(far.interaction.item() == 0 && far.penetration.item() == 0)
  }

  /// Expects the gradient of `formula` to be what a small step in a random direction shows; float64.
  private func expectSlope(
    _ input: Tensor, location: SourceLocation = #_sourceLocation, of formula: (Tensor) -> Tensor
  ) throws {
    let leaf = input.to(.float64).copied().requiringGradient()
    formula(leaf).backward()
    let gradient = try #require(leaf.gradient)
    let direction = Tensor.randomNormal(input.shape, .float64, generator: RandomGenerator(seed: 3))
    let step = 1e-6
    let values = [step, -step].map { formula(leaf.detached() + direction * $0).item() }
    let (found, slope) = ((gradient * direction).sum().item(), (values[0] - values[1]) / (2 * step))
    #expect(
      abs(found - slope) < 1e-3 * max(abs(slope), 1e-6), "\(found), not \(slope)", sourceLocation: location)
  }

  @Test func gradientsOfTheLossesAreRight() throws {
    let target = try #require(HandTarget(Self.points(try tensor("vertices"))))
    try expectSlope(tensor("centres")) { target.loss($0) }
    let object = try tensor("object")
    for part in [true, false] {
      try expectSlope(tensor("centres")) {
        let losses = InteractionLoss.contact(
          hand: $0, object: object, distance: 0.02, clearance: 0.008)
        return part ? losses.interaction : losses.penetration
      }
    }
    let (goal, logits) = (try tensor("target").to(.float64), try tensor("w"))
    try expectSlope(tensor("object_turns")) {
      InteractionLoss.rotation(
        turns: Rotations.quaternions(matrices: $0), target: goal, weightLogits: logits)
    }
  }

  @Test(arguments: [true, false]) func gradientsOfTheWeightsAreRight(isPrinted: Bool) throws {
    let distances = Tensor.randomUniform([6, 3], .float64, generator: RandomGenerator(seed: 8))
    let scale = Tensor.randomNormal([6, 3], .float64, generator: RandomGenerator(seed: 9))
    func value(_ radii: Tensor, _ logits: Tensor) -> Tensor {
      let weights = Refinement(isPrinted: isPrinted).weights(
        squaredDistances: distances, logRadii: radii, weightLogits: logits)
      return (weights * scale).sum()
    }
    let (radii, logits) = (distances[.all, .at(0)] - 0.8, distances[.all, .at(1)])
    try expectSlope(radii) { value($0, logits) }
    try expectSlope(logits) { value(radii, $0) }
  }
}
