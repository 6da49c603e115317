// A rotation matrix from a quaternion of any length, and the way back for gradients.
#pragma once

#include "Vector3.cuh"

struct Rotation {
  // The normalised quaternion.
  float w;
  Vector3 v;
  // 1 / length of the quaternion as given, 0 where that is (nearly) zero, which stands for the identity.
  float inverseLength;
  // The matrix by rows.
  Vector3 x, y, z;

  __device__ explicit Rotation(const float *q) {
    const float square = q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3];
    inverseLength = square < 1e-24f ? 0 : 1 / sqrtf(square);
    w = q[0] * inverseLength;
    v = Vector3{q[1], q[2], q[3]} * inverseLength;
    x = {1 - 2 * (v.y * v.y + v.z * v.z), 2 * (v.x * v.y - w * v.z), 2 * (v.x * v.z + w * v.y)};
    y = {2 * (v.x * v.y + w * v.z), 1 - 2 * (v.x * v.x + v.z * v.z), 2 * (v.y * v.z - w * v.x)};
    z = {2 * (v.x * v.z - w * v.y), 2 * (v.y * v.z + w * v.x), 1 - 2 * (v.x * v.x + v.y * v.y)};
  }

  // Writes the gradient by the quaternion as given, w x y z, from that by the matrix, by rows.
  __device__ void quaternionGradient(Vector3 gx, Vector3 gy, Vector3 gz, float *q) const {
    const Vector3 skew = {gz.y - gy.z, gx.z - gz.x, gy.x - gx.y};
    const Vector3 even = {gz.y + gy.z, gx.z + gz.x, gy.x + gx.y};
    const float gw = 2 * dot(v, skew);
    const Vector3 g = {
        2 * (v.y * even.z + v.z * even.y + w * skew.x - 2 * v.x * (gy.y + gz.z)),
        2 * (v.x * even.z + v.z * even.x + w * skew.y - 2 * v.y * (gx.x + gz.z)),
        2 * (v.x * even.y + v.y * even.x + w * skew.z - 2 * v.z * (gx.x + gy.y))};
    // Normalisation: the part along the quaternion has no effect.
    const float along = w * gw + dot(v, g);
    q[0] = (gw - w * along) * inverseLength;
    write3(q + 1, (g - v * along) * inverseLength);
  }
};
