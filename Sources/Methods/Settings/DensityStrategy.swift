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
  public func configuration(iterations: Int) -> DensityConfiguration {
    let published = 30_000
    switch self {
    case .adaptive: return .published(iterations: iterations, of: published)
    case .absolute:
      return .published(
        iterations: iterations, of: published, settings: .absoluteGradients)
    case .mcmc:
      var settings = MarkovChainDensitySettings()
      settings.startIteration = settings.startIteration * iterations / published
      settings.stopIteration = settings.stopIteration * iterations / published
      return .markovChain(settings)
    }
  }
}
