import Fields

extension HexPlane4DConfiguration {
  /// Checks that the method can work with these settings.
  /// - Throws: ``Settings/SettingError`` with the first setting that is out of its range.
  public func validate() throws {
    try training.validate()
    try learningRates.validate()
    try networkLearningRate.validate("networkLearningRate")
    try gridLearningRate.validate("gridLearningRate")
    try harmonics.validate()
    try density.validate()
    try deformation.validate()
    try Settings.require("coarseIterations", coarseIterations, atLeast: 0)
    try Settings.require("variationWeight", variationWeight, atLeast: 0)
    try Settings.require("roughnessWeight", roughnessWeight, atLeast: 0)
    try Settings.require("activityWeight", activityWeight, atLeast: 0)
    try Settings.require("ssimWeight", ssimWeight, in: 0...1)
    try Settings.require("sampledPoints", sampledPoints, atLeast: 1)
    try Settings.require("background", background)
  }
}

extension HexPlaneDeformation.Configuration {
  func validate() throws {
    try Settings.require("deformation.grid.channels", grid.channels, in: 1...256)
    try Settings.require("deformation.grid.spatialResolution", grid.spatialResolution, in: 2...1024)
    // Second differences along time need three samples.
    try Settings.require("deformation.grid.timeResolution", grid.timeResolution, in: 3...4096)
    try Settings.require("deformation.grid.multipliers.count", grid.multipliers.count, in: 1...8)
    for multiplier in grid.multipliers {
      try Settings.require("deformation.grid.multipliers", multiplier, in: 1...16)
    }
    try Settings.require("deformation.width", width, in: 1...8192)
    try Settings.require("deformation.depth", depth, in: 1...64)
  }
}
