// The sixteen real spherical harmonics up to degree 3, as polynomials of a unit vector, in the order and with the signs
// of 3D Gaussian splatting; and their derivatives.
#pragma once

#include "Vector3.cuh"

// One harmonic's derivative and value.
struct HarmonicTerm {
  Vector3 slope;
  float value;
};

__device__ inline HarmonicTerm scaled(float x, float y, float z, float value, float factor) {
  return {{x * factor, y * factor, z * factor}, value * factor};
}

// Calls body(index, term) for each of the terms up to `degree` at the unit vector `d`.
template <typename Body>
__device__ inline void forEachHarmonic(Vector3 d, int degree, Body body) {
  const float x = d.x, y = d.y, z = d.z;
  body(0, scaled(0, 0, 0, 1, 0.28209479f));
  if (degree < 1) return;
  const float c1 = 0.48860251f;
  body(1, scaled(0, -1, 0, -y, c1));
  body(2, scaled(0, 0, 1, z, c1));
  body(3, scaled(-1, 0, 0, -x, c1));
  if (degree < 2) return;
  const float xx = x * x, yy = y * y, zz = z * z, xy = x * y, yz = y * z, xz = x * z;
  body(4, scaled(y, x, 0, xy, 1.0925484f));
  body(5, scaled(0, z, y, yz, -1.0925484f));
  body(6, scaled(-2 * x, -2 * y, 4 * z, 2 * zz - xx - yy, 0.31539157f));
  body(7, scaled(z, 0, x, xz, -1.0925484f));
  body(8, scaled(2 * x, -2 * y, 0, xx - yy, 0.54627422f));
  if (degree < 3) return;
  const float low = xx + yy, high = 4 * zz - xx - yy;
  body(9, scaled(6 * xy, 3 * (xx - yy), 0, y * (3 * xx - yy), -0.59004359f));
  body(10, scaled(yz, xz, xy, xy * z, 2.8906114f));
  body(11, scaled(-2 * xy, high - 2 * yy, 8 * yz, y * high, -0.45704580f));
  body(12, scaled(-6 * xz, -6 * yz, 6 * zz - 3 * low, z * (2 * zz - 3 * low), 0.37317633f));
  body(13, scaled(high - 2 * xx, -2 * xy, 8 * xz, x * high, -0.45704580f));
  body(14, scaled(2 * xz, -2 * yz, xx - yy, z * (xx - yy), 1.4453057f));
  body(15, scaled(3 * (xx - yy), -6 * xy, 0, x * (xx - 3 * yy), -0.59004359f));
}

// A unit vector and 1 / the length that it had; zero, and 0, for a vector without length.
struct Direction {
  Vector3 unit;
  float inverseLength;

  __device__ explicit Direction(Vector3 v) {
    const float square = dot(v, v);
    inverseLength = square > 1e-30f ? 1 / sqrtf(square) : 0;
    unit = v * inverseLength;
  }
};

// 0.5 + the sum of coefficients [K, 3] times harmonics: a colour before it is cut off at zero.
__device__ inline Vector3 harmonicColor(Vector3 direction, int degree, const float *coefficients) {
  Vector3 color = {0.5f, 0.5f, 0.5f};
  forEachHarmonic(direction, degree, [&](int index, HarmonicTerm term) {
    color = color + read3(coefficients + 3 * index) * term.value;
  });
  return color;
}
