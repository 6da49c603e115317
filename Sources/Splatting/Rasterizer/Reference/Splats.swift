import Tensors

/// The Gaussians that a picture shows, as they lie on the screen, nearest first.
struct Splats {
  /// Which of the rasteriser's Gaussians each one is, int64 `[M]`.
  var indices: Tensor
  /// Centres in pixels `[M, 2]`.
  var means: Tensor
  /// xx, xy and yy of the inverse covariance `[M, 3]`.
  var conics: Tensor
  /// Half the sides of their boxes in pixels `[M, 2]`.
  var extents: Tensor
  /// `[M]`.
  var opacities: Tensor
  /// What is blended `[M, C]`: colour, extra channels, depth.
  var features: Tensor

  /// The splats that `rows` (int64) names.
  func selecting(_ rows: Tensor) -> Splats {
    Splats(
      indices: indices.selecting(rows), means: means.selecting(rows), conics: conics.selecting(rows),
      extents: extents.selecting(rows), opacities: opacities.selecting(rows),
      features: features.selecting(rows))
  }

  /// Where boxes overlap the rectangle of pixels at columns `x` and rows `y`, Bool `[M]`.
  func overlap(x: Range<Int>, y: Range<Int>) -> Tensor {
    Splats.overlap(means.detached(), extents, x: x, y: y)
  }

  private static func overlap(_ means: Tensor, _ extents: Tensor, x: Range<Int>, y: Range<Int>) -> Tensor {
    let (low, high) = (means - extents, means + extents)
    return (high[.all, 0] .> Double(x.lowerBound)) .& (low[.all, 0] .< Double(x.upperBound))
      .& (high[.all, 1] .> Double(y.lowerBound)) .& (low[.all, 1] .< Double(y.upperBound))
  }
}

extension Splats {
  /// Projects `gaussians`, leaves out what cannot be seen, and sorts by depth, ties by index.
  ///
  /// - Parameter pose: world-to-camera `[4, 4]`.
  init(_ gaussians: Gaussians, camera: Camera, pose: Tensor, nearPlane: Double) {
    let view = ViewTransform(pose)
    // Left out before the graph begins, so that no infinity of theirs gets into it.
    indices = withoutGradients { Splats.visible(gaussians, view: view, camera: camera, nearPlane: nearPlane) }
    let drawn = gaussians.selecting(indices)
    let points = view(drawn.means)
    let projection = Projection(drawn, points: points, view: view, camera: camera)
    (means, conics, extents) = (projection.means, projection.conics, projection.extents)
    opacities = drawn.opacities
    let colors = SphericalHarmonics.colors(
      drawn.harmonics, directions: view.directions(to: drawn.means), degree: drawn.degree)
    let depths = points[.all, .from(2)]
    features = .concatenated([colors, drawn.extra, depths].compactMap { $0 }, dimension: 1)
  }

  /// The Gaussians that may show, int64, nearest first.
  private static func visible(
    _ gaussians: Gaussians, view: ViewTransform, camera: Camera, nearPlane: Double
  ) -> Tensor {
    let depths = view(gaussians.means)[.all, 2]
    let isCandidate =
      (depths .>= nearPlane) .& (gaussians.opacities .>= RasterizerConstants.minimumAlpha)
    let candidates = isCandidate.nonzero().squeezed(1)
    let order = candidates.selecting(depths.selecting(candidates).argsorted(0))
    let near = gaussians.selecting(order)
    let projection = Projection(near, points: view(near.means), view: view, camera: camera)
    let isDrawn =
      projection.isRegular
      .& overlap(projection.means, projection.extents, x: 0..<camera.width, y: 0..<camera.height)
    return order.selecting(isDrawn.nonzero().squeezed(1))
  }

  /// The larger half side of each Gaussian's box, rounded up `[count]`; 0 where it is not drawn.
  func radii(count: Int) -> Tensor {
    let larger = -(-extents.max([-1])).floor()
    return Tensor.zeros([count], larger.dtype, device: larger.device).adding(larger, at: indices)
  }
}

extension Gaussians {
  /// The Gaussians that `rows` (int64) names.
  fileprivate func selecting(_ rows: Tensor) -> Gaussians {
    Gaussians(
      means: means.selecting(rows), rotations: rotations.selecting(rows), scales: scales.selecting(rows),
      opacities: opacities.selecting(rows), harmonics: harmonics.selecting(rows), degree: degree,
      extra: extra?.selecting(rows))
  }
}
