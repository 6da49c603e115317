extension Static3DConfiguration {
  /// Checks that the method can work with these settings.
  /// - Throws: ``Settings/SettingError`` with the first setting that is out of its range.
  public func validate() throws {
    try training.validate()
    try learningRates.validate()
    try harmonics.validate()
    try density.validate()
    try Settings.require("ssimWeight", ssimWeight, in: 0...1)
    try Settings.require("sampledPoints", sampledPoints, atLeast: 1)
    try Settings.require("background", background)
  }
}
