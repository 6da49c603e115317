// Takes the gradients on screen back through the projection, one Gaussian a thread.
#include "ProjectionGradient.cuh"
#include "Warp.cuh"

// Writes the gradients of means, quaternions, scales and opacities, those by the mean on screen [count, 2], the sums of
// their absolute values where `absolute` is not null, and each block's share of the pose's gradient [blocks, 12], by rows of
// a [3, 4] matrix. Zeros where a Gaussian is in no tile.
extern "C" __global__ void __launch_bounds__(constants::blockSize) projectBackward(
    int count, View view, const float *__restrict__ poseMatrix, const float *__restrict__ means,
    const float *__restrict__ quaternions, const float *__restrict__ scales, const float *__restrict__ opacities,
    const int *__restrict__ tileCounts, const float *__restrict__ sums, float *__restrict__ meanGradients,
    float *__restrict__ quaternionGradients, float *__restrict__ scaleGradients,
    float *__restrict__ opacityGradients, float *__restrict__ screen, float *__restrict__ absolute,
    float *__restrict__ poseShares) {
  const int index = blockIdx.x * blockDim.x + threadIdx.x;
  float pose16[16] = {};
  if (index < count && tileCounts[index] > 0) {
    const Pose pose(poseMatrix);
    const ProjectedGaussian p(means + 3 * index, quaternions + 4 * index, scales + 3 * index, pose, view);
    const float *s = sums + static_cast<long long>(index) * sum::stride;
    const float inverse = 1 / p.determinant;
    const Symmetric2 conic = {p.varianceY * inverse, -p.covariance * inverse, p.varianceX * inverse};
    const Symmetric2 conicGradient = {-0.5f * s[sum::xx], -s[sum::xy], -0.5f * s[sum::yy]};
    const float screenX = conic.xx * s[sum::x] + conic.xy * s[sum::y];
    const float screenY = conic.xy * s[sum::x] + conic.yy * s[sum::y];
    const ProjectionGradient g(p, pose, view, conic, conicGradient, screenX, screenY, s[sum::depth]);
    write3(meanGradients + 3 * index, g.mean);
    write3(scaleGradients + 3 * index, g.scale);
    p.rotation.quaternionGradient(g.rotationX, g.rotationY, g.rotationZ, quaternionGradients + 4 * index);
    opacityGradients[index] = s[sum::one] / opacities[index];
    screen[2 * index] = screenX;
    screen[2 * index + 1] = screenY;
    if (absolute) {
      absolute[2 * index] = s[sum::absoluteX] * constants::ln2;
      absolute[2 * index + 1] = s[sum::absoluteY] * constants::ln2;
    }
    const Vector3 rows[3] = {g.poseX, g.poseY, g.poseZ};
    const float moves[3] = {g.point.x, g.point.y, g.point.z};
    for (int row = 0; row < 3; row++) {
      write3(pose16 + 4 * row, rows[row]);
      pose16[4 * row + 3] = moves[row];
    }
  } else if (index < count) {
    write3(meanGradients + 3 * index, {0, 0, 0});
    write3(scaleGradients + 3 * index, {0, 0, 0});
    for (int i = 0; i < 4; i++) quaternionGradients[4 * index + i] = 0;
    opacityGradients[index] = 0;
    screen[2 * index] = screen[2 * index + 1] = 0;
    if (absolute) absolute[2 * index] = absolute[2 * index + 1] = 0;
  }
  writeBlockSums(pose16, poseShares + 12 * blockIdx.x, 12);
}
