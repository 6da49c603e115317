// Sums over the threads of a warp and of a block.
#pragma once

#include "Constants.cuh"

constexpr unsigned wholeWarp = 0xffffffffu;

__device__ inline int laneIndex() { return threadIdx.x & 31; }
__device__ inline int warpIndex() { return threadIdx.x >> 5; }

// Hands half of the first 2 * half values to the lane that differs in bit 2 * half, adds what comes from there to the
// others, and moves them to the front.
template <int half>
__device__ inline void foldHalf(float (&values)[16]) {
  const bool keepsUpper = (laneIndex() & (2 * half)) != 0;
#pragma unroll
  for (int i = 0; i < half; i++) {
    const float sent = keepsUpper ? values[i] : values[i + half];
    const float kept = keepsUpper ? values[i + half] : values[i];
    values[i] = kept + __shfl_xor_sync(wholeWarp, sent, 2 * half);
  }
}

// Sixteen sums over a warp at once: lane l gets that of values[l / 2].
//
// Sixteen exchanges do what eighty would one sum after the other; and the sums lie in as many lanes, ready for
// neighbouring addresses.
__device__ inline float warpSums(float (&values)[16]) {
  foldHalf<8>(values);
  foldHalf<4>(values);
  foldHalf<2>(values);
  foldHalf<1>(values);
  return values[0] + __shfl_xor_sync(wholeWarp, values[0], 1);
}

__device__ inline int warpMaximum(int value) {
  for (int offset = 16; offset > 0; offset /= 2) {
    const int other = __shfl_xor_sync(wholeWarp, value, offset);
    value = other > value ? other : value;
  }
  return value;
}

// Writes sixteen sums over a block of blockSize threads, of which the first `count` are wanted; all threads call it once.
__device__ inline void writeBlockSums(float (&values)[16], float *target, int count) {
  __shared__ float shares[constants::blockSize / 32][16];
  const float share = warpSums(values);
  if (laneIndex() % 2 == 0) shares[warpIndex()][laneIndex() / 2] = share;
  __syncthreads();
  const int index = threadIdx.x;
  if (index >= count) return;
  float total = 0;
  for (int warp = 0; warp < constants::blockSize / 32; warp++) total += shares[warp][index];
  target[index] = total;
}
