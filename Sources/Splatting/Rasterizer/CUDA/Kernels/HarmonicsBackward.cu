// Takes the colours' gradients back through the spherical harmonics, one Gaussian a thread.
#include "Constants.cuh"
#include "HarmonicBasis.cuh"
#include "Types.cuh"
#include "Warp.cuh"

// Writes the gradients of the coefficients [count, terms, 3] and each block's share of the pose's gradient [blocks, 12];
// adds the means' to `meanGradients`.
extern "C" __global__ void __launch_bounds__(constants::blockSize) harmonicsBackward(
    int count, int degree, int terms, const float *__restrict__ poseMatrix, const float *__restrict__ means,
    const float *__restrict__ coefficients, const int *__restrict__ tileCounts, const float *__restrict__ sums,
    float *__restrict__ coefficientGradients, float *__restrict__ meanGradients, float *__restrict__ poseShares) {
  const int index = blockIdx.x * blockDim.x + threadIdx.x;
  const Pose pose(poseMatrix);
  Vector3 position = {0, 0, 0};
  if (index < count) {
    float *target = coefficientGradients + static_cast<long long>(index) * terms * 3;
    const int active = tileCounts[index] > 0 ? (degree + 1) * (degree + 1) : 0;
    if (active > 0) {
      const Direction direction(read3(means + 3 * index) - pose.position());
      const float *own = coefficients + static_cast<long long>(index) * terms * 3;
      const Vector3 color = harmonicColor(direction.unit, degree, own);
      const float *s = sums + static_cast<long long>(index) * sum::stride;
      // A colour that is cut off at zero does not change.
      const Vector3 kept = {
          color.x < 0 ? 0 : s[sum::red], color.y < 0 ? 0 : s[sum::green], color.z < 0 ? 0 : s[sum::blue]};
      Vector3 slope = {0, 0, 0};
      forEachHarmonic(direction.unit, degree, [&](int term, HarmonicTerm harmonic) {
        write3(target + 3 * term, kept * harmonic.value);
        slope = slope + harmonic.slope * dot(read3(own + 3 * term), kept);
      });
      const Vector3 mean =
          (slope - direction.unit * dot(slope, direction.unit)) * direction.inverseLength;
      write3(meanGradients + 3 * index, read3(meanGradients + 3 * index) + mean);
      position = mean * -1.0f;
    }
    for (int term = active; term < terms; term++) write3(target + 3 * term, {0, 0, 0});
  }
  // The camera's centre is -R^T t, so that its gradient g goes to R as -t g^T and to t as -R g.
  const Vector3 rows[3] = {pose.x, pose.y, pose.z};
  const float moves[3] = {pose.translation.x, pose.translation.y, pose.translation.z};
  float pose16[16] = {};
  for (int row = 0; row < 3; row++) {
    write3(pose16 + 4 * row, position * -moves[row]);
    pose16[4 * row + 3] = -dot(rows[row], position);
  }
  writeBlockSums(pose16, poseShares + 12 * blockIdx.x, 12);
}
