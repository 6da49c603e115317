import Fields
import Foundation
import Tensors
import Testing

@Suite struct NodeRigidityTests {
  private let generator = RandomGenerator(seed: 7)

  /// Nodes a few centimetres apart.
  private func nodes(_ count: Int) -> Tensor { .randomNormal([count, 3], generator: generator) * 0.05 }

  /// A turn about an axis through the origin that is none of the coordinates'.
  private func turned(_ points: Tensor, by angle: Double) -> Tensor {
    let (c, s) = (Float(cos(angle)), Float(sin(angle)))
    let about = Tensor([c, -s, 0, s, c, 0, 0, 0, 1] as [Float], shape: [3, 3])
    let tilt = Tensor([1, 0, 0, 0, c, -s, 0, s, c] as [Float], shape: [3, 3])
    return points.matmul(about.matmul(tilt).transposed())
  }

  private func energy(_ start: Tensor, _ end: Tensor, _ measure: NodeRigidity = NodeRigidity()) -> Double {
    measure(from: start, to: end, generator: RandomGenerator(seed: 1)).item()
  }

  @Test(arguments: [0, 0.3, 2.5, Double.pi]) func rigidMotionHasNone(angle: Double) {
    let start = nodes(60)
    let end = turned(start, by: angle) + Tensor([0.4, -0.2, 0.1] as [Float])
    #expect(energy(start, end) < 1e-7)
  }

  @Test func stretchingHasSome() {
    let start = nodes(60)
    // A tenth of every edge is left over.
    var measure = NodeRigidity()
    (measure.neighbors, measure.radius) = (5, 100)
    let stretched = energy(start, start * 1.1, measure)
    let edges = NearestRows(start).nearest(6, to: start)
    let ends = start.selecting(edges.flattened()).reshaped([60, 6, 3])
    let lengths = (ends - start.unsqueezed(1)).squared().sum().item()
    #expect(abs(stretched - 0.01 * lengths) < 1e-4 * lengths)
  }

  @Test func mirroringIsNoRotation() {
    let start = nodes(60)
    #expect(energy(start, start * Tensor([-1, 1, 1] as [Float])) > 1e-3)
  }

  @Test func farNeighborsCountOnlyIfThereAreNoOthers() {
    let start = nodes(40) * 100
    var measure = NodeRigidity()
    (measure.radius, measure.leastNeighbors) = (0, 0)
    #expect(energy(start, start * 2, measure) == 0)
    measure.leastNeighbors = 3
    #expect(energy(start, start * 2, measure) > 0)
  }

  @Test func gradientsAreThoseOfDifferences() {
    let start = nodes(8) * 20
    let end = (start + Tensor.randomNormal([8, 3], generator: generator) * 0.2).requiringGradient()
    var measure = NodeRigidity()
    (measure.neighbors, measure.radius) = (4, 100)
    // The rotations are the best ones: that they move too changes nothing to first order.
    expectGradient(of: end, step: 2e-3, within: 1e-2) {
      measure(from: start, to: end, generator: RandomGenerator(seed: 1))
    }
  }

  @Test func someOfManyNodesAreLookedAt() {
    let start = nodes(100)
    var measure = NodeRigidity()
    let whole = energy(start, start * 1.1, measure)
    measure.sampleCount = 30
    let part = energy(start, start * 1.1, measure)
    #expect(part > 0.1 * whole && part < 0.6 * whole)
  }

  @Test func oneNodeIsRigid() { #expect(energy(nodes(1), nodes(1)) == 0) }

  @Test func evenMotionDoesNotSpeedUpAndKeepsLengths() {
    let (start, step) = (nodes(30), Tensor([0.01, 0.02, -0.03] as [Float]))
    let even = NodeSmoothness.acceleration(start, start + step, start + step * 2).item()
    let uneven = NodeSmoothness.acceleration(start, start + step, start + step * 5).item()
    #expect(even < 0.01 && uneven > 0.99)
    let attributes = NodeAttributes(count: 30, radius: 0.1, hyperDimensions: 2)
    let blending = NodeBlending(
      points: start, coordinates: attributes.hyperCoordinates, nodes: start, attributes: attributes, count: 3)
    func elasticity(_ change: (Int) -> Tensor) -> Double {
      NodeSmoothness.elasticity(.stacked((0..<4).map(change), dimension: 1), blending).item()
    }
    #expect(elasticity { start + step * Double($0) } < 1e-3)
    #expect(elasticity { start * (1 + 0.5 * Double($0)) } > 0.1)
  }
}
