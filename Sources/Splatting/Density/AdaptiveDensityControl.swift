import Tensors

/// Density control by gradients on screen: where positions still want to move, small Gaussians are cloned and
/// large ones split; those that are nearly transparent or too large are removed; opacities are reset now and
/// then.
///
/// Kerbl et al. 2023, "3D Gaussian Splatting for Real-Time Radiance Field Rendering", section 5.
public final class AdaptiveDensityControl: DensityControl {
  /// When and how it works.
  public let settings: AdaptiveDensitySettings
  private var statistics: ScreenStatistics?

  /// Starts with nothing noted.
  public init(_ settings: AdaptiveDensitySettings = AdaptiveDensitySettings()) { self.settings = settings }

  /// Before ``AdaptiveDensitySettings/stopIteration``.
  public func observes(at iteration: Int) -> Bool { iteration < settings.stopIteration }

  /// Adds up the gradients by position on screen and keeps the largest radii; backward must have run.
  public func accumulate(_ rendering: Rendering, camera: Camera, rows: Range<Int>, batchSize: Int) {
    guard !rows.isEmpty else { return }
    let screen = rendering.screen
    guard let gradients = settings.usesAbsoluteGradients ? screen.absolute : screen.mean else {
      fatalError("density control looks at a rendering through which backward has not run")
    }
    withoutGradients {
      var noted = statistics ?? ScreenStatistics(count: rows.count, device: gradients.device)
      noted.add(
        gradients: gradients[rows], radii: rendering.radii[rows], camera: camera, batchSize: batchSize)
      statistics = noted
    }
  }

  /// Densifies and prunes at multiples of the interval between start and stop, and resets opacities at
  /// theirs.
  public func update(
    _ gaussians: OptimizedGaussians, iteration: Int, sceneExtent: Double, generator: RandomGenerator
  ) -> DensityChange {
    guard observes(at: iteration) else {
      statistics = nil
      return DensityChange()
    }
    return withoutGradients {
      var change = DensityChange()
      if iteration > settings.startIteration, iteration.isMultiple(of: settings.interval) {
        densify(gaussians, iteration, sceneExtent, generator, &change)
      }
      let starts = settings.resetsAtStart && iteration == settings.startIteration
      if starts || iteration.isMultiple(of: settings.resetInterval) {
        resetOpacities(of: gaussians)
        change.resetsOpacities = true
      }
      return change
    }
  }

  private func densify(
    _ gaussians: OptimizedGaussians, _ iteration: Int, _ sceneExtent: Double, _ generator: RandomGenerator,
    _ change: inout DensityChange
  ) {
    let device = gaussians.model.means.device
    let noted = statistics ?? ScreenStatistics(count: gaussians.model.count, device: device)
    statistics = nil
    let plan = plan(gaussians, gradients: noted.meanGradients, sceneExtent: sceneExtent)
    grow(gaussians, plan, generator, &change)
    // The halves of a split Gaussian have not been seen yet.
    let radii = plan.split.choose(noted.largestRadii.zerosLike(), else: noted.largestRadii)
    prune(
      gaussians, iteration: iteration, sceneExtent: sceneExtent,
      radii: change.sources.map { radii.selecting($0) } ?? radii, &change)
  }

  /// None: this strategy leaves the loss as it is.
  public func regularization(of model: GaussianModel) -> Tensor? { nil }

  /// Sums and maxima since the last change; nothing right after one.
  public func state() -> [String: Tensor] { statistics?.state() ?? [:] }

  /// Takes over what ``state()`` gave of `count` Gaussians.
  /// - Throws: `TensorError` if a tensor of it is missing or not of so many.
  public func load(_ state: [String: Tensor], count: Int) throws {
    statistics = state.isEmpty ? nil : try ScreenStatistics(state, count: count)
  }
}
