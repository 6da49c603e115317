extension SparseControlConfiguration {
  /// Checks that the method can work with these settings.
  /// - Throws: ``Settings/SettingError`` with the first setting that is out of its range.
  public func validate() throws {
    try training.validate()
    try learningRates.validate()
    try networkLearningRate.validate("networkLearningRate")
    try Settings.require("hyperLearningRate", hyperLearningRate, atLeast: 0)
    try Settings.require("spatialScale", spatialScale ?? 0, atLeast: 0)
    try harmonics.validate()
    try density.validate()
    guard case .adaptive = density else {
      throw Settings.SettingError(
        description: "the setting density is markovChain, but sparse-control takes adaptive or absolute only")
    }
    guard density.usesAbsoluteGradients || !nodeStage.density.usesAbsoluteGradients else {
      throw Settings.SettingError(
        description: "the setting nodeStage.density.usesAbsoluteGradients is true, but density's is not")
    }
    try network.validate()
    try nodeStage.validate()
    try Settings.require("neighbors", neighbors, in: 1...64)
    try Settings.require("hyperDimensions", hyperDimensions, in: 0...64)
    try Settings.require("warmUp", warmUp, atLeast: 0)
    try Settings.require("rigidity.neighbors", rigidity.neighbors, in: 1...1000)
    try Settings.require("rigidity.radius", rigidity.radius, atLeast: 0)
    try Settings.require("rigidity.leastNeighbors", rigidity.leastNeighbors, atLeast: 0)
    try Settings.require("rigidity.sampleCount", rigidity.sampleCount, atLeast: 1)
    try rigidityWeight.validate("rigidityWeight")
    try nodeGrowth?.validate()
    try Settings.require("ssimWeight", ssimWeight, in: 0...1)
    try Settings.require("sampledPoints", sampledPoints, atLeast: 1)
    try Settings.require("background", background)
  }
}
