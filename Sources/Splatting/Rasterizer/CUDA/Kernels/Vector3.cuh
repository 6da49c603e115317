// Three floats, and the few functions that CUDA has under names of its own.
#pragma once

struct Vector3 {
  float x, y, z;
};

__device__ inline Vector3 operator+(Vector3 a, Vector3 b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
__device__ inline Vector3 operator-(Vector3 a, Vector3 b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
__device__ inline Vector3 operator*(Vector3 a, float b) { return {a.x * b, a.y * b, a.z * b}; }
__device__ inline Vector3 operator*(Vector3 a, Vector3 b) { return {a.x * b.x, a.y * b.y, a.z * b.z}; }
__device__ inline float dot(Vector3 a, Vector3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
__device__ inline Vector3 cross(Vector3 a, Vector3 b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
__device__ inline Vector3 read3(const float *p) { return {p[0], p[1], p[2]}; }
__device__ inline void write3(float *p, Vector3 v) {
  p[0] = v.x;
  p[1] = v.y;
  p[2] = v.z;
}

// Zero if all components are finite, else NaN.
__device__ inline float doubtOf(Vector3 v) { return v.x * 0 + v.y * 0 + v.z * 0; }

// The larger and the smaller; `a` where it is a NaN, unlike CUDA's.
__device__ inline float larger(float a, float b) { return b >= a ? b : a; }
__device__ inline float smaller(float a, float b) { return b < a ? b : a; }

// 2^x for x from -8 to 0: one instruction on a GPU.
__device__ inline float powerOfTwo(float x) {
#ifdef __CUDA_ARCH__
  float result;
  asm("ex2.approx.ftz.f32 %0, %1;" : "=f"(result) : "f"(x));
  return result;
#else
  return exp2f(x);
#endif
}
