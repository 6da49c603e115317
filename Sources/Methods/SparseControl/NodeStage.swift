import Fields
import Splatting

/// The first stage of ``SparseControl``: the nodes are learnt, rendered as Gaussians themselves.
///
/// Lengths are metres. The defaults are those published.
public struct NodeStage: Codable, Sendable, Equatable {
  /// How long it lasts.
  public var iterations = 10_000
  /// Until this iteration nodes do not move.
  public var warmUp = 2_000
  /// At this iteration ``count`` nodes are chosen, by farthest-point sampling of their paths; none come or go after it.
  public var selection = 7_500
  /// How many nodes are spread over the points at first, and chosen.
  public var count = 512
  /// At how many times the paths are looked at.
  public var pathSamples = 16
  /// How nodes come and go before they are chosen.
  public var density = AdaptiveDensitySettings()
  /// The weight of ``NodeSmoothness/elasticity(_:_:)``.
  public var elasticityWeight = 1e-3
  /// The weight of ``NodeSmoothness/acceleration(_:_:_:)``.
  public var accelerationWeight = 1e-5
  /// The weight of ``NodeRigidity``.
  public var rigidityWeight = 1e-2

  /// The published settings with times in proportion to a stage of `iterations`.
  public init(iterations: Int = 10_000) {
    func stretched(_ count: Int) -> Int { count * iterations / 10_000 }
    self.iterations = iterations
    warmUp = stretched(2_000)
    selection = stretched(7_500)
    density.startIteration = stretched(density.startIteration)
    density.stopIteration = stretched(7_500)
    density.resetInterval = max(density.interval, stretched(density.resetInterval))
  }

  func validate() throws {
    try Settings.require("nodeStage.iterations", iterations, atLeast: 0)
    try Settings.require("nodeStage.warmUp", warmUp, atLeast: 0)
    try Settings.require("nodeStage.selection", selection, in: 0...max(iterations, 0))
    try Settings.require("nodeStage.count", count, in: 1...100_000)
    try Settings.require("nodeStage.pathSamples", pathSamples, in: 1...1000)
    try Settings.require("nodeStage.elasticityWeight", elasticityWeight, atLeast: 0)
    try Settings.require("nodeStage.accelerationWeight", accelerationWeight, atLeast: 0)
    try Settings.require("nodeStage.rigidityWeight", rigidityWeight, atLeast: 0)
    try density.validate(prefix: "nodeStage.density.")
  }
}
