import Splatting

/// How a method's Gaussians come and go.
public enum DensityConfiguration: Sendable, Equatable, Codable {
  /// Clone, split, prune and reset opacities.
  case adaptive(AdaptiveDensitySettings)
  /// Relocate and add by Markov chain Monte Carlo.
  case markovChain(MarkovChainDensitySettings)

  /// Adaptive control by absolute gradients that fits a short run: it ends half way, with two resets of opacity.
  /// - Parameter cap: the most Gaussians there may be.
  static func fast(iterations: Int, cap: Int) -> DensityConfiguration {
    var settings = AdaptiveDensitySettings.absoluteGradients
    settings.startIteration = iterations / 20
    settings.stopIteration = iterations * 6 / 10
    settings.resetInterval = iterations / 4
    settings.maximumCount = cap
    return .adaptive(settings)
  }

  /// A control with these settings that has noted nothing yet.
  func makeControl() -> any DensityControl {
    switch self {
    case .adaptive(let settings): AdaptiveDensityControl(settings)
    case .markovChain(let settings): MarkovChainDensityControl(settings)
    }
  }

  /// The opacity that Gaussians start with.
  var initialOpacity: Double {
    switch self {
    case .adaptive: 0.1
    case .markovChain: 0.5
    }
  }

  /// What the initial scales, distances to the neighbours, are multiplied by.
  var initialScaleFactor: Double {
    switch self {
    case .adaptive: 1
    case .markovChain: 0.1
    }
  }
}
