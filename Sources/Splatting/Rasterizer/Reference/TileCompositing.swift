import Tensors

/// One tile of a picture, blended front to back with every splat on every pixel at once.
struct TileCompositing {
  /// Which of the rasteriser's Gaussians reach the tile, int64 `[M]`.
  let indices: Tensor
  /// Pixel centres minus splat centres `[M, P, 2]`; as every pixel has its own copy of a centre here, the gradient
  /// of this tensor holds each pixel's share of the centre's gradient, negated.
  let offsets: Tensor
  /// Blended features, then alpha `[height, width, C + 1]`.
  let image: Tensor

  /// Blends `splats`, nearest first, over the pixels at columns `x` and rows `y`.
  ///
  /// Splat i has at a pixel the opacity αᵢ = min(0.99, o exp(-dᵀ Q d / 2)), with d the offset and Q the conic, and the
  /// weight wᵢ = αᵢ Tᵢ, Tᵢ = Π over j < i of (1 - αⱼ). The pixel is Σ wᵢ fᵢ, its alpha 1 - T behind all.
  init(_ splats: Splats, x: Range<Int>, y: Range<Int>) {
    let splats = splats.selecting(splats.overlap(x: x, y: y).nonzero().squeezed(1))
    indices = splats.indices
    offsets = TileCompositing.centers(x, y, like: splats.means).unsqueezed(0) - splats.means.unsqueezed(1)
    if offsets.requiresGradient { offsets.retainGradient() }
    let alphas = TileCompositing.alphas(splats, offsets)

    let transmittances = (1 - alphas).cumulativeProduct(0)
    let before = Tensor.concatenated([alphas[.to(1)].onesLike(), transmittances[.to(-1)]])
    let weights = alphas * before
    let blended = weights.transposed().matmul(splats.features)
    let alpha = weights.sum([0]).unsqueezed(-1)
    image = Tensor.concatenated([blended, alpha], dimension: 1).reshaped([y.count, x.count, -1])
  }

  /// The opacities `[M, P]` that count: 0 where they are too small, or the pixel is finished.
  private static func alphas(_ splats: Splats, _ offsets: Tensor) -> Tensor {
    let (dx, dy) = (offsets[.all, .all, 0], offsets[.all, .all, 1])
    func conic(_ element: Int) -> Tensor { splats.conics[.all, .range(element..<element + 1)] }
    let exponent = 0.5 * (conic(0) * dx * dx + conic(2) * dy * dy) + conic(1) * dx * dy
    let alphas = (splats.opacities.unsqueezed(1) * (-exponent).exp())
      .clamped(max: RasterizerConstants.maximumAlpha)
    let zeros = alphas.detached().zerosLike()
    let visible = (alphas .>= RasterizerConstants.minimumAlpha).choose(alphas, else: zeros)
    // Transmittance only falls: from the first splat that would take it too low, all others would too.
    let after = (1 - visible.detached()).cumulativeProduct(0)
    return (after .> RasterizerConstants.minimumTransmittance).choose(visible, else: zeros)
  }

  /// The pixel centres of a rectangle, row by row `[P, 2]`, in the element type and on the device of `other`.
  private static func centers(_ x: Range<Int>, _ y: Range<Int>, like other: Tensor) -> Tensor {
    func centers(_ range: Range<Int>) -> Tensor {
      Tensor.arange(range.lowerBound, to: range.upperBound, other.dtype, device: other.device) + 0.5
    }
    let columns = centers(x).unsqueezed(0).expanded([y.count, x.count])
    let rows = centers(y).unsqueezed(1).expanded([y.count, x.count])
    return Tensor.stacked([columns, rows], dimension: -1).reshaped([-1, 2])
  }
}
