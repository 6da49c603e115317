import Foundation
import Tensors

extension AdaptiveDensityControl {
  /// Removes Gaussians that are not finite, nearly transparent or too large; the last two only where there are enough.
  ///
  /// - Parameter radii: the furthest that each was seen to reach on screen, pixels `[N]`.
  func prune(
    _ gaussians: OptimizedGaussians, iteration: Int, sceneExtent: Double, radii: Tensor,
    _ change: inout DensityChange
  ) {
    let finite = gaussians.finiteRows()
    let opacities = gaussians.model.opacityLogits.detached().sigmoid()
    let mayPrune = settings.pruneAboveCount.map { gaussians.model.count > $0 } ?? true
    let transparent = mayPrune ? finite .& (opacities .< settings.pruneOpacity) : finite.zerosLike()
    let solid = finite .& (.!transparent)
    var oversized = solid.zerosLike()
    if mayPrune, iteration > settings.resetInterval {
      let scales = gaussians.model.logScales.detached().exp().max([1])
      oversized = solid .& (scales .> settings.pruneScaleLimit * sceneExtent)
      if let limit = settings.pruneScreenRadius { oversized = oversized .| (solid .& (radii .> limit)) }
    }
    change.nonFinite = Int((.!finite).sum().item())
    change.transparent = Int(transparent.sum().item())
    change.oversized = Int(oversized.sum().item())
    guard change.nonFinite + change.transparent + change.oversized > 0 else { return }
    change.compose(gaussians.keep(solid .& (.!oversized)))
  }

  /// Lowers all larger opacities to that of a reset.
  func resetOpacities(of gaussians: OptimizedGaussians) {
    let limit = log(settings.resetOpacity / (1 - settings.resetOpacity))
    gaussians.setOpacityLogits(gaussians.model.opacityLogits.detached().clamped(max: limit))
  }
}
