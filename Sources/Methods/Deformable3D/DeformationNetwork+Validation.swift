import Fields
import Tensors

extension DeformationNetwork.Configuration {
  func validate() throws {
    try Settings.require("network.depth", depth, in: 1...64)
    try Settings.require("network.width", width, in: 1...8192)
    try Settings.require("network.positionFrequencies", positionFrequencies, in: 0...32)
    try Settings.require("network.timeFrequencies", timeFrequencies, in: 0...32)
  }
}

extension DeformationNetwork {
  /// The network of the size `configuration` that was saved as `state`, under names that begin with `prefix`.
  /// - Throws: ``TensorError`` naming what is missing or does not fit, ``Settings/SettingError`` for a size that cannot
  ///   be.
  convenience init(_ configuration: Configuration, state: [String: Tensor], prefix: String) throws {
    try configuration.validate()
    // Before anything is made of the size that the configuration claims.
    guard state[prefix + "layers.\(configuration.depth - 1).bias"]?.shape == [configuration.width] else {
      throw TensorError(
        operation: "load", reason: "the network's tensors are not of the size that is claimed")
    }
    // The weights drawn here are replaced at once.
    self.init(configuration, generator: RandomGenerator(seed: 0))
    try load(state.part(prefix))
  }
}
