/// When and how ``AdaptiveDensityControl`` works.
///
/// The defaults are those of Kerbl et al. 2023.
public struct AdaptiveDensitySettings: Sendable, Equatable, Codable {
  /// Gaussians are added and removed only after this iteration.
  public var startIteration = 500
  /// From this iteration on nothing changes any more.
  public var stopIteration = 15_000
  /// Iterations from one change to the next.
  public var interval = 100
  /// Gaussians are added where the mean gradient by the position on screen, in normalised device coordinates
  /// (half the image's size is 1), reaches this.
  public var gradientThreshold = 2e-4
  /// Whether a pixel's share enters the gradient with its absolute value, so that opposite ones do not
  /// cancel.
  ///
  /// It needs a higher threshold. Ye et al. 2024, "AbsGS".
  public var usesAbsoluteGradients = false
  /// A Gaussian whose largest scale is at most this part of the scene's extent is cloned, a larger one split.
  public var cloneScaleLimit = 0.01
  /// The halves of a split Gaussian have its scales divided by this.
  public var splitDivisor = 1.6
  /// Gaussians less opaque than this are removed.
  public var pruneOpacity = 0.005
  /// After the first reset of opacities, Gaussians with a scale above this part of the scene's extent are
  /// removed.
  public var pruneScaleLimit = 0.1
  /// After the first reset of opacities, Gaussians that were seen to reach further than this on screen, in
  /// pixels, are removed; none keeps them.
  ///
  /// The published value is 20, but the published code forgets the radii before it looks at them and gsplat
  /// leaves the rule out, so that none is what published results were made with.
  public var pruneScreenRadius: Double?
  /// Nothing is removed for its opacity or size while there are no more Gaussians than this; absent, always.
  public var pruneAboveCount: Int?
  /// Iterations from one reset of opacities to the next.
  public var resetInterval = 3_000
  /// What a reset lowers larger opacities to.
  public var resetOpacity = 0.01
  /// Whether opacities are reset at ``startIteration`` too, as suits captures on a white background.
  public var resetsAtStart = false
  /// The most Gaussians there may be: at the limit, those of the largest gradients are densified; none is no
  /// limit.
  public var maximumCount: Int?

  /// The published settings.
  public init() {}

  /// The settings for absolute gradients, with the threshold that gsplat advises.
  public static var absoluteGradients: AdaptiveDensitySettings {
    var settings = AdaptiveDensitySettings()
    settings.usesAbsoluteGradients = true
    settings.gradientThreshold = 8e-4
    return settings
  }
}
