// Evaluates spherical harmonics to colours, one Gaussian a thread.
#include "Constants.cuh"
#include "HarmonicBasis.cuh"
#include "Types.cuh"

// Writes max(0, 0.5 + sum of coefficients times harmonics) into the splats; coefficients are [count, terms, 3]. Sets
// `doubts` to 1 where they are not finite.
extern "C" __global__ void __launch_bounds__(constants::blockSize) evaluateHarmonics(
    int count, int degree, int terms, const float *__restrict__ poseMatrix, const float *__restrict__ means,
    const float *__restrict__ coefficients, Splat *__restrict__ splats, int *__restrict__ doubts) {
  const int index = blockIdx.x * blockDim.x + threadIdx.x;
  if (index >= count) return;
  const Direction direction(read3(means + 3 * index) - Pose(poseMatrix).position());
  const Vector3 color =
      harmonicColor(direction.unit, degree, coefficients + static_cast<long long>(index) * terms * 3);
  if (!(doubtOf(color) == 0)) atomicOr(doubts, 1);
  Planes &planes = splats[index].planes;
  planes.red = fmaxf(0, color.x);
  planes.green = fmaxf(0, color.y);
  planes.blue = fmaxf(0, color.z);
}

// Sets `doubts` to 1 where any of `count` values is not finite.
extern "C" __global__ void __launch_bounds__(constants::blockSize) checkValues(
    long long count, const float *__restrict__ values, int *__restrict__ doubts) {
  const long long index = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x;
  if (index < count && !(values[index] * 0 == 0)) atomicOr(doubts, 1);
}
