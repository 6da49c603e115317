import Foundation
import Tensors

/// Density control as a Markov chain: dead Gaussians move to live ones, their number grows up to a cap, and
/// noise lets the positions explore.
///
/// Kheradmand et al. 2024, "3D Gaussian Splatting as Markov Chain Monte Carlo".
public final class MarkovChainDensityControl: DensityControl {
  /// When and how it works.
  public let settings: MarkovChainDensitySettings

  /// Has no memory between changes.
  public init(_ settings: MarkovChainDensitySettings = MarkovChainDensitySettings()) {
    self.settings = settings
  }

  /// Never: this strategy does not look at renderings.
  public func observes(at iteration: Int) -> Bool { false }

  /// Does nothing.
  public func accumulate(_ rendering: Rendering, camera: Camera, rows: Range<Int>, batchSize: Int) {}

  /// Moves and adds Gaussians at multiples of the interval between start and stop; adds noise to positions
  /// always.
  public func update(
    _ gaussians: OptimizedGaussians, iteration: Int, sceneExtent: Double, generator: RandomGenerator
  ) -> DensityChange {
    withoutGradients {
      var change = DensityChange()
      guard gaussians.model.count > 0 else { return change }
      let changing = settings.startIteration + 1..<max(settings.startIteration + 1, settings.stopIteration)
      if changing.contains(iteration), iteration.isMultiple(of: settings.interval) {
        relocate(gaussians, generator, &change)
        grow(gaussians, generator, &change)
      }
      addNoise(to: gaussians, generator)
      return change
    }
  }

  /// The weighted means of opacities and scales, which keep both small.
  public func regularization(of model: GaussianModel) -> Tensor? {
    guard model.count > 0 else { return nil }
    return model.opacityLogits.sigmoid().mean() * settings.opacityWeight
      + model.logScales.exp().mean() * settings.scaleWeight
  }

  /// Nothing.
  public func state() -> [String: Tensor] { [:] }

  /// Takes nothing over.
  public func load(_ state: [String: Tensor], count: Int) {}

  /// Moves the dead, and those that are not finite, into the places of live ones drawn by their opacity.
  private func relocate(
    _ gaussians: OptimizedGaussians, _ generator: RandomGenerator, _ change: inout DensityChange
  ) {
    let finite = gaussians.finiteRows()
    let weights = liveOpacities(gaussians, finite)
    let dead = (weights .<= 0).nonzero().flattened()
    guard dead.count > 0, dead.count < gaussians.model.count else { return }
    let drawn = weights.drawn(dead.count, replacement: true, generator: generator)
    change.nonFinite = Int((.!finite).sum().item())
    change.relocated = dead.count - change.nonFinite
    let sources = Tensor.arange(to: gaussians.model.count, device: dead.device)
    multiply(gaussians, drawn, into: sources.replacing(rows: dead, with: drawn), &change)
  }

  /// Adds copies of live Gaussians drawn by their opacity.
  private func grow(
    _ gaussians: OptimizedGaussians, _ generator: RandomGenerator, _ change: inout DensityChange
  ) {
    let count = gaussians.model.count
    let added = min(settings.maximumCount, Int(Double(count) * settings.growth)) - count
    let weights = liveOpacities(gaussians, gaussians.finiteRows())
    guard added > 0, weights.sum().item() > 0 else { return }
    let drawn = weights.drawn(added, replacement: true, generator: generator)
    change.added = added
    let sources = Tensor.concatenated([.arange(to: count, device: drawn.device), drawn])
    multiply(gaussians, drawn, into: sources, &change)
  }

  /// Opacities `[N]`, zero where dead or not finite.
  private func liveOpacities(_ gaussians: OptimizedGaussians, _ finite: Tensor) -> Tensor {
    let opacities = gaussians.model.opacityLogits.detached().sigmoid()
    let alive = finite .& (opacities .> settings.deadOpacity)
    return alive.choose(opacities, else: opacities.zerosLike())
  }

  /// Makes rows from `sources`, in which the rows `drawn` come once more for each time drawn.
  ///
  /// Opacities and scales are such that the copies of each render like it did; their moments start from zero.
  private func multiply(
    _ gaussians: OptimizedGaussians, _ drawn: Tensor, into sources: Tensor, _ change: inout DensityChange
  ) {
    let model = gaussians.model
    let draws = drawn.counts(length: model.count)
    let shared = shared(model, draws: draws)
    gaussians.rebuild(
      sources, fresh: (draws .> 0).selecting(sources),
      values: [
        "opacityLogits": shared.logits.selecting(sources),
        "logScales": shared.logScales.selecting(sources),
      ])
    change.compose(sources)
  }

  /// Opacities before the sigmoid `[N]` and logarithms of scales `[N, 3]`, each divided among itself and its
  /// copies.
  private func shared(_ model: GaussianModel, draws: Tensor) -> (logits: Tensor, logScales: Tensor) {
    let device = model.means.device
    var logits = model.opacityLogits.floats()
    var factors = [Float](repeating: 0, count: logits.count)
    for (row, count) in draws.elements(as: Int64.self).enumerated() where count > 0 {
      (logits[row], factors[row]) = Self.shared(
        logit: logits[row], copies: 1 + Int(count), settings.deadOpacity)
    }
    let logScales = model.logScales.detached() + Tensor(factors).to(device).unsqueezed(1)
    return (Tensor(logits).to(device), logScales)
  }

  /// Noise of the Gaussian's own shape on its centre, gated so that opaque ones stay:
  /// learning rate x noise x sigmoid(100 (0.005 - opacity)) x covariance x normal draws.
  private func addNoise(to gaussians: OptimizedGaussians, _ generator: RandomGenerator) {
    let rate = gaussians.meansLearningRate * settings.noise
    guard rate > 0 else { return }
    let model = gaussians.model
    let rotations = model.rotations.detached()
    let draws = Tensor.randomNormal([model.count, 3], generator: generator).to(rotations.device)
    let variances = (model.logScales.detached() * 2).exp()
    let shaped = rotations.rotating(variances * rotations.rotatingBack(draws))
    let opacities = model.opacityLogits.detached().sigmoid()
    let gate = ((opacities - Self.gateOpacity) * -Self.gateSharpness).sigmoid()
    model.means.addInPlace(shaped * gate.unsqueezed(1), scale: rate)
  }

  private static let gateOpacity = 0.005
  private static let gateSharpness = 100.0
}

extension MarkovChainDensityControl {
  /// One Gaussian's share after division: its opacity before the sigmoid, held above that of the dead, and
  /// the logarithm of its scales' factor.
  fileprivate static func shared(logit: Float, copies: Int, _ deadOpacity: Double) -> (Float, Float) {
    // So opaque a Gaussian has no room left for the rounding of 1 - o.
    let opacity = min(1 / (1 + exp(-Double(logit))), 1 - 1e-7)
    let share = Relocation.split(opacity: opacity, copies: copies)
    let shown = max(share.opacity, deadOpacity)
    return (Float(log(shown / (1 - shown))), Float(log(share.scaleFactor)))
  }
}
