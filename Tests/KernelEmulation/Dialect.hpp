// What CUDA C++ has and C++ has not, as far as the kernels use it, on emulated blocks.
#pragma once

#include "Block.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#define __global__
#define __device__
#define __launch_bounds__(...)
// One block runs at a time on a thread, and its fibres see the same static memory.
#define __shared__ static thread_local

using std::max;
using std::min;

namespace emulation {

struct Index {
  uint32_t x;
};

template <typename Value>
uint64_t bits(Value value) {
  static_assert(sizeof(Value) <= 8);
  uint64_t result = 0;
  std::memcpy(&result, &value, sizeof value);
  return result;
}

template <typename Value>
Value shuffled(uint32_t mask, Value value, int lane) {
  const uint64_t *values = exchange(mask, Exchange::shuffle, bits(value));
  Value result;
  std::memcpy(&result, values + (lane & 31), sizeof result);
  return result;
}

inline uint32_t vote(uint32_t mask, bool value) {
  const uint64_t *values = exchange(mask, Exchange::vote, value);
  uint32_t result = 0;
  for (int lane = 0; lane < warpSize; lane++) {
    if (mask >> lane & 1) result |= static_cast<uint32_t>(values[lane]) << lane;
  }
  return result;
}

}  // namespace emulation

#define threadIdx (::emulation::Index{::emulation::current.thread})
#define blockIdx (::emulation::Index{::emulation::current.block})
#define blockDim (::emulation::Index{::emulation::current.threads})
#define gridDim (::emulation::Index{::emulation::current.blocks})

inline void __syncthreads() { emulation::barrier(0); }
inline int __syncthreads_count(bool value) { return emulation::barrier(value); }
inline void __syncwarp() { emulation::exchange(~0u, emulation::Exchange::barrier, 0); }
inline unsigned __ballot_sync(unsigned mask, bool value) { return emulation::vote(mask, value); }
inline bool __any_sync(unsigned mask, bool value) { return emulation::vote(mask, value) != 0; }
inline bool __all_sync(unsigned mask, bool value) { return emulation::vote(mask, value) == mask; }
template <typename Value>
Value __shfl_sync(unsigned mask, Value value, int lane) {
  return emulation::shuffled(mask, value, lane);
}
template <typename Value>
Value __shfl_xor_sync(unsigned mask, Value value, int bits) {
  return emulation::shuffled(mask, value, static_cast<int>(threadIdx.x % 32) ^ bits);
}

template <typename Value>
Value __shfl_up_sync(unsigned mask, Value value, int distance) {
  const int lane = static_cast<int>(threadIdx.x % 32);
  return emulation::shuffled(mask, value, lane < distance ? lane : lane - distance);
}

inline int __ffs(unsigned value) { return __builtin_ffs(static_cast<int>(value)); }
inline int __clz(unsigned value) { return value == 0 ? 32 : __builtin_clz(value); }

// One fibre runs at a time, so what it does is atomic.
inline float atomicAdd(float *address, float value) {
  const float before = *address;
  *address += value;
  return before;
}
inline int atomicOr(int *address, int value) {
  const int before = *address;
  *address |= value;
  return before;
}
