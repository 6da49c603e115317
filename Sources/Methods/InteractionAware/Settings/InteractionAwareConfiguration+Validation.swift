extension InteractionAwareConfiguration {
  /// Checks that the method can work with these settings.
  /// - Throws: ``Settings/SettingError`` with the first setting that is out of its range.
  public func validate() throws {
    try training.validate()
    try learningRates.validate()
    try fieldLearningRate.validate("fieldLearningRate")
    try pathLearningRate.validate("pathLearningRate")
    try Settings.require("refinementLearningRate", refinementLearningRate, atLeast: 0)
    try timeNoise?.validate("timeNoise")
    try harmonics.validate()
    try density.validate()
    try hand.validate("hand")
    try object.validate("object")
    try scene.validate("scene")
    try losses.validate()
    try Settings.require("followSmoothing", followSmoothing, in: 0...1000)
    try Settings.require("neighborInterval", neighborInterval, atLeast: 1)
    try Settings.require("boxExpansion", boxExpansion, in: 1...100)
    try Settings.require("startNoise", startNoise, atLeast: 0)
    try Settings.require("ssimWeight", ssimWeight, in: 0...1)
    try Settings.require("background", background)
    try validatePhases()
  }

  private func validatePhases() throws {
    guard !phases.isEmpty else {
      throw Settings.SettingError(description: "the setting phases is empty, but must have one phase or more")
    }
    for phase in phases where phase.layers.isEmpty {
      throw Settings.SettingError(description: "the phase '\(phase.name)' has no layers")
    }
    for (earlier, later) in zip(phases, phases.dropFirst()) where later.end < earlier.end {
      throw Settings.SettingError(description: "the phase '\(later.name)' ends before '\(earlier.name)'")
    }
  }
}
