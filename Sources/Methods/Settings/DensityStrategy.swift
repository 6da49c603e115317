import Splatting

/// The strategies by which Gaussians come and go, by name.
public enum DensityStrategy: String, Sendable, CaseIterable {
  /// Clone, split, prune and reset opacities by mean gradients (Kerbl et al. 2023).
  case adaptive
  /// The same by absolute gradients (Ye et al. 2024).
  case absolute
  /// Relocate and add by Markov chain Monte Carlo (Kheradmand et al. 2024).
  case mcmc

  /// The strategy's published settings with their times stretched to a run of `iterations`.
  /// - Parameter maximumCount: the most Gaussians there may be; absent, what is published.
  public func configuration(iterations: Int, maximumCount: Int? = nil) -> DensityConfiguration {
    let published = 30_000
    switch self {
    case .adaptive, .absolute:
      var settings: AdaptiveDensitySettings =
        self == .absolute ? .absoluteGradients : AdaptiveDensitySettings()
      settings.maximumCount = maximumCount
      return .published(iterations: iterations, of: published, settings: settings)
    case .mcmc:
      var settings = MarkovChainDensitySettings()
      settings.maximumCount = maximumCount ?? settings.maximumCount
      settings.startIteration = settings.startIteration * iterations / published
      settings.stopIteration = settings.stopIteration * iterations / published
      return .markovChain(settings)
    }
  }
}
