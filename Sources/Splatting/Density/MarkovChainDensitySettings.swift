/// When and how ``MarkovChainDensityControl`` works.
///
/// The defaults are those of Kheradmand et al. 2024. They go with initial opacities of 0.5 and a tenth of the
/// usual initial scales.
public struct MarkovChainDensitySettings: Sendable, Equatable, Codable {
  /// Gaussians are moved and added only after this iteration.
  public var startIteration = 500
  /// From this iteration on Gaussians are no longer moved and added; the noise goes on.
  public var stopIteration = 25_000
  /// Iterations from one change to the next.
  public var interval = 100
  /// Gaussians at most this opaque are dead: they are moved to where live ones are.
  public var deadOpacity = 0.005
  /// By how much the number of Gaussians is multiplied at a change.
  public var growth = 1.05
  /// The most Gaussians there may be.
  public var maximumCount = 1_000_000
  /// The positions' noise, in learning rates of the centres.
  public var noise = 5e5
  /// The weight of the mean opacity in the loss.
  public var opacityWeight = 0.01
  /// The weight of the mean scale in the loss.
  public var scaleWeight = 0.01

  /// The published settings.
  public init() {}
}
