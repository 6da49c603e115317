import Foundation
import Tensors

extension AdaptiveDensityControl {
  /// Which Gaussians make way for others, and which to make from them.
  struct GrowthPlan {
    /// Bool `[N]`: copied as they are.
    var cloned: Tensor
    /// Bool `[N]`: replaced by two smaller ones.
    var split: Tensor
  }

  /// Chooses those whose mean gradient reaches the threshold; at the cap on the count, the largest gradients
  /// first.
  func plan(_ gaussians: OptimizedGaussians, gradients: Tensor, sceneExtent: Double) -> GrowthPlan {
    var chosen = (gradients .>= settings.gradientThreshold) .& gaussians.finiteRows()
    let wanted = Int(chosen.sum().item())
    let room = max(0, settings.maximumCount.map { $0 - gaussians.model.count } ?? wanted)
    if wanted > room {
      let ranked = chosen.choose(gradients, else: gradients.zerosLike()).top(room).indices
      chosen = chosen.zerosLike().replacing(
        rows: ranked, with: Tensor(1, .bool, device: chosen.device))
    }
    let small =
      gaussians.model.logScales.detached().exp().max([1]) .<= settings.cloneScaleLimit * sceneExtent
    return GrowthPlan(cloned: chosen .& small, split: chosen .& (.!small))
  }

  /// Clones and splits in one rebuilding: first those that stay, then clones, then both halves of those
  /// split.
  func grow(
    _ gaussians: OptimizedGaussians, _ plan: GrowthPlan, _ generator: RandomGenerator,
    _ change: inout DensityChange
  ) {
    let kept = (.!plan.split).nonzero().flattened()
    let cloned = plan.cloned.nonzero().flattened()
    let split = plan.split.nonzero().flattened()
    guard cloned.count + split.count > 0 else { return }
    let sources = Tensor.concatenated([kept, cloned, split, split])
    let model = gaussians.model
    let halves = halves(of: model, sources[kept.count + cloned.count..<sources.count], generator)
    let whole = sources[0..<kept.count + cloned.count]
    gaussians.rebuild(
      sources, fresh: Tensor.arange(to: sources.count, device: sources.device) .>= Double(kept.count),
      values: [
        "means": .concatenated([model.means.detached().selecting(whole), halves.means]),
        "logScales": .concatenated([model.logScales.detached().selecting(whole), halves.logScales]),
      ])
    change.cloned = cloned.count
    change.split = split.count
    change.compose(sources)
  }

  /// Centres drawn from the Gaussians that `rows` names, and their scales made smaller.
  private func halves(
    of model: GaussianModel, _ rows: Tensor, _ generator: RandomGenerator
  ) -> (means: Tensor, logScales: Tensor) {
    let logScales = model.logScales.detached().selecting(rows)
    let draws = Tensor.randomNormal([rows.count, 3], generator: generator).to(rows.device)
    let offsets = model.rotations.detached().selecting(rows).rotating(draws * logScales.exp())
    return (model.means.detached().selecting(rows) + offsets, logScales - log(settings.splitDivisor))
  }
}
