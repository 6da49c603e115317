import Splatting

/// How a method's Gaussians come and go.
public enum DensityConfiguration: Sendable, Equatable, Codable {
  /// Clone, split, prune and reset opacities.
  case adaptive(AdaptiveDensitySettings)
  /// Relocate and add by Markov chain Monte Carlo.
  case markovChain(MarkovChainDensitySettings)

  /// Adaptive control by absolute gradients that fits a short run: it ends after six tenths, with two resets of opacity.
  /// - Parameter cap: the most Gaussians there may be.
  static func fast(iterations: Int, cap: Int) -> DensityConfiguration {
    var settings = AdaptiveDensitySettings.absoluteGradients
    settings.startIteration = iterations / 20
    settings.stopIteration = iterations * 6 / 10
    // Opacities need some iterations to grow again.
    settings.resetInterval = max(settings.interval, iterations / 4)
    settings.maximumCount = cap
    return .adaptive(settings)
  }

  /// Throws a ``Settings/SettingError`` about the first setting that is out of its range.
  func validate() throws {
    switch self {
    case .adaptive(let settings): try settings.validate(prefix: "density.adaptive._0.")
    case .markovChain(let settings): try settings.validate(prefix: "density.markovChain._0.")
    }
  }

  /// Adaptive control as published for a run of `published` iterations, with its times stretched to `iterations`.
  static func published(
    iterations: Int, of published: Int, settings: AdaptiveDensitySettings = AdaptiveDensitySettings()
  ) -> DensityConfiguration {
    var settings = settings
    settings.startIteration = settings.startIteration * iterations / published
    settings.stopIteration = settings.stopIteration * iterations / published
    settings.resetInterval = max(settings.interval, settings.resetInterval * iterations / published)
    return .adaptive(settings)
  }

  /// A control with these settings that has noted nothing yet.
  func makeControl() -> any DensityControl {
    switch self {
    case .adaptive(let settings): AdaptiveDensityControl(settings)
    case .markovChain(let settings): MarkovChainDensityControl(settings)
    }
  }

  /// The most Gaussians there may be; none is no limit.
  public var maximumCount: Int? {
    switch self {
    case .adaptive(let settings): settings.maximumCount
    case .markovChain(let settings): settings.maximumCount
    }
  }

  /// Whether the rasteriser has to sum absolute gradients on the screen.
  public var usesAbsoluteGradients: Bool {
    switch self {
    case .adaptive(let settings): settings.usesAbsoluteGradients
    case .markovChain: false
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
