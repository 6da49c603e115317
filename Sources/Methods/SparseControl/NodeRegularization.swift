import Fields
import Tensors

/// What a step of ``SparseControl`` adds to the loss so that nodes move evenly and together.
struct NodeRegularization {
  let model: SparseControlModel
  /// The layer that the terms are reported for.
  let layer: String
  let context: StepContext

  /// Times of rigidity are drawn from so wide a window.
  private static let rigidityWindow = 0.05
  /// Times of the other two are drawn from so wide a window.
  private static let smoothnessWindow = 0.005
  /// At how many times the lengths of edges are compared.
  private static let edgeSamples = 8
  /// Edges of a node that are compared.
  private static let edgeNeighbors = 2

  /// How far the nodes are from moving rigidly between two times near the frame's; none without a weight.
  func rigidity(_ measure: NodeRigidity, weight: Double) -> LossTerm? {
    guard weight > 0 else { return nil }
    let times = times(2, window: Self.rigidityWindow)
    let (start, end) = (places(times[0]), places(times[1]))
    return LossTerm(
      layer: layer, name: "rigidity", value: measure(from: start, to: end, generator: context.generator),
      weight: weight)
  }

  /// How much edges change their lengths around the frame's time; none without a weight.
  func elasticity(weight: Double) -> LossTerm? {
    guard weight > 0 else { return nil }
    let paths = Tensor.stacked(
      times(Self.edgeSamples, window: Self.smoothnessWindow).map(places), dimension: 1)
    let blending = model.nodeBlending(neighbors: Self.edgeNeighbors)
    return LossTerm(
      layer: layer, name: "elasticity", value: NodeSmoothness.elasticity(paths, blending), weight: weight)
  }

  /// How much nodes speed up or slow down around the frame's time; none without a weight.
  func acceleration(weight: Double) -> LossTerm? {
    guard weight > 0 else { return nil }
    let time = times(1, window: Self.smoothnessWindow)[0]
    let places = [-1.0, 0, 1].map { self.places(time + $0 * Self.smoothnessWindow) }
    return LossTerm(
      layer: layer, name: "acceleration",
      value: NodeSmoothness.acceleration(places[0], places[1], places[2]), weight: weight)
  }

  /// Where the nodes are at `time`; gradients flow to the network alone.
  private func places(_ time: Double) -> Tensor {
    let nodes = model.nodes.means.detached()
    return nodes + model.network(nodes, time: time).position
  }

  /// Times in a window whose middle is near the frame's time.
  private func times(_ count: Int, window: Double) -> [Double] {
    let draws = Tensor.randomUniform([count + 1], generator: context.generator).floats().map {
      (Double($0) - 0.5) * window
    }
    return draws.dropFirst().map { context.frame.time + draws[0] + $0 }
  }
}
