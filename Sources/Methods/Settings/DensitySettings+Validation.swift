import Splatting

extension AdaptiveDensitySettings {
  /// Throws a ``Settings/SettingError`` about the first setting that is out of its range; `prefix` comes before its
  /// name.
  func validate(prefix: String) throws {
    try Settings.require(prefix + "startIteration", startIteration, atLeast: 0)
    try Settings.require(prefix + "stopIteration", stopIteration, atLeast: 0)
    try Settings.require(prefix + "interval", interval, atLeast: 1)
    try Settings.require(prefix + "gradientThreshold", gradientThreshold, atLeast: 0)
    try Settings.require(prefix + "cloneScaleLimit", cloneScaleLimit, atLeast: 0)
    try Settings.require(prefix + "splitDivisor", splitDivisor, in: 1...100)
    try Settings.require(prefix + "resetInterval", resetInterval, atLeast: 1)
    try Settings.require(prefix + "resetOpacity", resetOpacity, in: 1e-6...0.999999)
    // A reset to less than is kept would leave no Gaussian.
    try Settings.require(prefix + "pruneOpacity", pruneOpacity, in: 0...resetOpacity)
    try Settings.require(prefix + "pruneScaleLimit", pruneScaleLimit, atLeast: 0)
    if let radius = pruneScreenRadius {
      try Settings.require(prefix + "pruneScreenRadius", radius, atLeast: 0)
    }
    if let count = pruneAboveCount { try Settings.require(prefix + "pruneAboveCount", count, atLeast: 0) }
    if let count = maximumCount { try Settings.require(prefix + "maximumCount", count, atLeast: 1) }
  }
}

extension MarkovChainDensitySettings {
  /// Throws a ``Settings/SettingError`` about the first setting that is out of its range; `prefix` comes before its
  /// name.
  func validate(prefix: String) throws {
    try Settings.require(prefix + "startIteration", startIteration, atLeast: 0)
    try Settings.require(prefix + "stopIteration", stopIteration, atLeast: 0)
    try Settings.require(prefix + "interval", interval, atLeast: 1)
    try Settings.require(prefix + "deadOpacity", deadOpacity, in: 1e-6...0.999999)
    try Settings.require(prefix + "growth", growth, in: 1...100)
    try Settings.require(prefix + "maximumCount", maximumCount, atLeast: 1)
    try Settings.require(prefix + "noise", noise, atLeast: 0)
    try Settings.require(prefix + "opacityWeight", opacityWeight, atLeast: 0)
    try Settings.require(prefix + "scaleWeight", scaleWeight, atLeast: 0)
  }
}
