// Projects Gaussians to the screen, one a thread.
#include "ProjectedGaussian.cuh"
#include "TileSpans.cuh"

// Whether a Gaussian shows: opaque enough, before the camera, on the image, and not beyond single precision.
__device__ inline bool isDrawn(const Ellipse &e, const ProjectedGaussian &p, float opacity, const View &view) {
  return p.point.z >= view.nearPlane && opacity >= constants::minimumAlpha &&
         e.logOpacity >= constants::logMinimumAlpha && p.determinant < constants::maximumDeterminant &&
         e.meanX + e.halfWidth > 0 && e.meanX - e.halfWidth < view.width && e.meanY + e.halfHeight > 0 &&
         e.meanY - e.halfHeight < view.height;
}

__device__ inline Ellipse makeEllipse(const ProjectedGaussian &p, float opacity, const View &view) {
  const float inverse = 1 / p.determinant;
  Ellipse e;
  e.meanX = p.screenX(view);
  e.meanY = p.screenY(view);
  e.quadraticXX = -0.5f * constants::log2e * p.varianceY * inverse;
  e.quadraticXY = constants::log2e * p.covariance * inverse;
  e.quadraticYY = -0.5f * constants::log2e * p.varianceX * inverse;
  e.logOpacity = log2f(opacity);
  // o exp(-d^2 / (2 variance)) falls below the smallest drawn opacity a at d = sqrt(2 ln(o / a) variance).
  const float reach = 2 * constants::ln2 * (e.logOpacity - constants::logMinimumAlpha);
  e.halfWidth = sqrtf(reach * p.varianceX);
  e.halfHeight = sqrtf(reach * p.varianceY);
  return e;
}

// Writes each Gaussian's splat but for its colour, its depth to sort by (the farthest where it is not drawn), how many tiles it
// reaches, and its reach in whole pixels. Sets `doubts` to 1 where input is not finite.
extern "C" __global__ void __launch_bounds__(constants::blockSize) projectGaussians(
    int count, View view, const float *__restrict__ poseMatrix, const float *__restrict__ means,
    const float *__restrict__ quaternions, const float *__restrict__ scales, const float *__restrict__ opacities,
    Splat *__restrict__ splats, float *__restrict__ depths, int *__restrict__ tileCounts, float *__restrict__ radii,
    int *__restrict__ doubts) {
  const int index = blockIdx.x * blockDim.x + threadIdx.x;
  if (index >= count) return;
  const Pose pose(poseMatrix);
  const float opacity = opacities[index];
  const float *quaternion = quaternions + 4 * index;
  const ProjectedGaussian p(means + 3 * index, quaternion, scales + 3 * index, pose, view);

  const float own = doubtOf(p.mean) + doubtOf(p.scale) + opacity * 0 +
                    (quaternion[0] * 0 + quaternion[1] * 0 + quaternion[2] * 0 + quaternion[3] * 0);
  if (!(own == 0)) atomicOr(doubts, 1);

  Splat splat;
  splat.ellipse = makeEllipse(p, opacity, view);
  const bool drawn = isDrawn(splat.ellipse, p, opacity, view);
  depths[index] = drawn ? p.point.z : constants::farthest;
  radii[index] = drawn ? ceilf(fmaxf(splat.ellipse.halfWidth, splat.ellipse.halfHeight)) : 0;
  if (!drawn) {
    tileCounts[index] = 0;
    return;
  }
  splat.planes = {0, 0, 0, p.point.z};
  splat.curvature = constants::log2e * constants::log2e / p.determinant;
  splat.unused[0] = splat.unused[1] = splat.unused[2] = 0;
  splats[index] = splat;
  tileCounts[index] = TileSpans(splat, view).count();
}
