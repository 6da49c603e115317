import Fields
import Foundation
import Tensors
import Testing

@Suite struct NodeBlendingTests {
  private let generator = RandomGenerator(seed: 6)
  private let attributes: NodeAttributes
  private let nodes: Tensor
  private let points: Tensor
  private let coordinates: Tensor

  init() {
    nodes = .randomNormal([6, 3], generator: generator)
    points = .randomNormal([4, 3], generator: generator)
    coordinates = .randomNormal([4, 2], generator: generator)
    attributes = NodeAttributes(
      logRadii: .randomNormal([6], generator: generator) * 0.3,
      weightLogits: .randomNormal([6], generator: generator),
      hyperCoordinates: .randomNormal([6, 2], generator: generator))
  }

  private func blending(_ count: Int, coordinates: Tensor? = nil) -> NodeBlending {
    NodeBlending(
      points: points, coordinates: coordinates ?? self.coordinates, nodes: nodes, attributes: attributes,
      count: count)
  }

  @Test func weightsAreThoseOfTheFormula() {
    let blending = blending(3)
    let chosen = blending.neighbors.elements(as: Int64.self).map(Int.init)
    let weights = blending.weights.floats()
    let (p, c, n) = (points.floats(), coordinates.floats(), nodes.floats())
    let hyper = attributes.hyperCoordinates.floats()
    let (radii, logits) = (attributes.logRadii.floats(), attributes.weightLogits.floats())
    for point in 0..<4 {
      let raw = (0..<3).map { index -> Double in
        let node = chosen[point * 3 + index]
        let space = (0..<3).map { Double(p[point * 3 + $0] - n[node * 3 + $0]) }
        let learnt = (0..<2).map { Double(c[point * 2 + $0] - hyper[node * 2 + $0]) }
        let square = (space + learnt).reduce(0) { $0 + $1 * $1 }
        let radius = exp(Double(radii[node]))
        return exp(-square / (2 * radius * radius)) / (1 + exp(-Double(logits[node]))) + 1e-7
      }
      for index in 0..<3 {
        #expect(abs(Double(weights[point * 3 + index]) - raw[index] / raw.reduce(0, +)) < 1e-5)
      }
    }
  }

  @Test func blendsAreWeightedMeans() {
    let blending = blending(2)
    #expect((blending(Tensor.ones([6, 5])) - 1).abs().max().item() < 1e-6)
    let values = Tensor.randomNormal([6, 1], generator: generator)
    let chosen = blending.neighbors.elements(as: Int64.self).map(Int.init)
    let (weights, given) = (blending.weights.floats(), values.floats())
    let expected = (0..<4).map { point in
      (0..<2).reduce(Float(0)) { $0 + weights[point * 2 + $1] * given[chosen[point * 2 + $1]] }
    }
    for (ours, theirs) in zip(blending(values).floats(), expected) { #expect(abs(ours - theirs) < 1e-5) }
  }

  @Test func gradientsAreThoseOfDifferences() {
    let leaf = coordinates.copied().requiringGradient()
    let values = Tensor.randomNormal([6, 2], generator: generator)
    func formula() -> Tensor { blending(6, coordinates: leaf)(values).squared().sum() }
    for parameter in [attributes.logRadii, attributes.weightLogits, attributes.hyperCoordinates, leaf] {
      expectGradient(of: parameter, step: 3e-3, within: 1e-2, formula)
    }
  }

  @Test func moreNodesThanThereAreMeansAll() {
    #expect(blending(50).weights.shape == [4, 6])
  }
}
