import Tensors

/// Gaussians projected to the screen, in pixels, by EWA splatting.
///
/// The equations are those of Zwicker et al. 2002, "EWA splatting": a Gaussian of covariance Σ = R S Sᵀ Rᵀ, seen by a
/// camera of rotation W, has on screen the covariance J W Σ Wᵀ Jᵀ + blur I, where J is the derivative of the perspective
/// projection at its centre.
struct Projection {
  /// Centres `[N, 2]`.
  let means: Tensor
  /// xx, xy and yy of the inverse covariance `[N, 3]`.
  let conics: Tensor
  /// Half the sides `[N, 2]` of the box outside which the opacity is below the smallest drawn; without gradient.
  let extents: Tensor
  /// Which Gaussians can be drawn with finite numbers, Bool `[N]`.
  let isRegular: Tensor

  /// Projects Gaussians whose centres in the camera's frame are `points` `[N, 3]`, in front of the camera.
  init(_ gaussians: Gaussians, points: Tensor, view: ViewTransform, camera: Camera) {
    let depths = points[.all, 2]
    let slopes = (points[.all, 0] / depths, points[.all, 1] / depths)
    let (focal, center) = (camera.focalLength, camera.principalPoint)
    means = .stacked([slopes.0 * focal.x + center.x, slopes.1 * focal.y + center.y], dimension: -1)

    // M = J W R S, so that M Mᵀ is the covariance on screen before the blur.
    let derivative = Projection.derivative(slopes, depths, camera)
    let rotations = RotationMatrices.matrices(gaussians.rotations)
    let factor = derivative.matmul(view.rotation).matmul(rotations) * gaussians.scales.unsqueezed(1)
    let (rowX, rowY) = (factor[.all, 0], factor[.all, 1])
    let blur = RasterizerConstants.blur
    let (sharpX, sharpY) = ((rowX * rowX).sum([-1]), (rowY * rowY).sum([-1]))
    let (xx, xy, yy) = (sharpX + blur, (rowX * rowY).sum([-1]), sharpY + blur)

    // xx yy - xy² without its cancellation: |a|² |b|² - (a · b)² = |a × b|² (Lagrange).
    let area = rowX.cross(rowY)
    let determinant = (area * area).sum([-1]) + blur * (sharpX + sharpY) + blur * blur
    conics = Tensor.stacked([yy, -xy, xx], dimension: -1) / determinant.unsqueezed(-1)
    isRegular = determinant .< RasterizerConstants.maximumDeterminant
    extents = Projection.extents(
      opacities: gaussians.opacities.detached(),
      variances: Tensor.stacked([xx, yy], dimension: -1).detached())
  }

  /// J `[N, 2, 3]`: rows (fx/z, 0, -fx x/z²) and (0, fy/z, -fy y/z²), with x/z and y/z held near the field of view,
  /// outside of which the linear approximation makes Gaussians far too large.
  private static func derivative(_ slopes: (Tensor, Tensor), _ depths: Tensor, _ camera: Camera) -> Tensor {
    let (focal, center) = (camera.focalLength, camera.principalPoint)
    let size = SIMD2(Double(camera.width), Double(camera.height))
    let margin = RasterizerConstants.slopeMargin * 0.5 * size / focal
    let (low, high) = (-center / focal - margin, (size - center) / focal + margin)
    let u = slopes.0.clamped(min: low.x, max: high.x)
    let v = slopes.1.clamped(min: low.y, max: high.y)
    let zero = depths.zerosLike()
    let elements = [
      focal.x / depths, zero, -focal.x * u / depths,
      zero, focal.y / depths, -focal.y * v / depths,
    ]
    return Tensor.stacked(elements, dimension: -1).reshaped([-1, 2, 3])
  }

  /// o exp(-d² / (2 variance)) falls below the smallest drawn opacity a at d = sqrt(2 ln(o / a) variance).
  private static func extents(opacities: Tensor, variances: Tensor) -> Tensor {
    let reach = 2 * (opacities / RasterizerConstants.minimumAlpha).log()
    return (reach.unsqueezed(-1) * variances).sqrt()
  }
}
