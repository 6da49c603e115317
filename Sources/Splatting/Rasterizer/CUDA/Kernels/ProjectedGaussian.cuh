// The EWA projection of one Gaussian, with what its gradient needs.
//
// Zwicker et al., "EWA splatting" (2002): with the mean (x, y, z) in the camera's frame, the projection's derivative
// J = [[fx/z, 0, -fx u/z], [0, fy/z, -fy v/z]], where u and v are x/z and y/z held within the view's limits, and
// M = J W R S, the covariance on screen is M M^T + blur I.
#pragma once

#include "Constants.cuh"
#include "Rotation.cuh"
#include "Types.cuh"

struct ProjectedGaussian {
  Vector3 mean, scale;
  Rotation rotation;
  // The mean in the camera's frame.
  Vector3 point;
  float inverseDepth;
  // x/z and y/z, held within limits.
  float slopeX, slopeY;
  // Rows of J W without the factors fx/z and fy/z; rows of J W; of J W R; of M.
  Vector3 directionX, directionY;
  Vector3 axisX, axisY;
  Vector3 rotatedX, rotatedY;
  Vector3 factorX, factorY;
  // The covariance on screen, blur included.
  float varianceX, varianceY, covariance;
  float determinant;

  __device__ ProjectedGaussian(
      const float *givenMean, const float *quaternion, const float *givenScale, const Pose &pose, const View &view)
      : mean(read3(givenMean)), scale(read3(givenScale)), rotation(quaternion) {
    point = Vector3{dot(pose.x, mean), dot(pose.y, mean), dot(pose.z, mean)} + pose.translation;
    inverseDepth = 1 / point.z;
    slopeX = fminf(fmaxf(point.x * inverseDepth, view.lowX), view.highX);
    slopeY = fminf(fmaxf(point.y * inverseDepth, view.lowY), view.highY);
    directionX = pose.x - pose.z * slopeX;
    directionY = pose.y - pose.z * slopeY;
    axisX = directionX * (view.focalX * inverseDepth);
    axisY = directionY * (view.focalY * inverseDepth);
    rotatedX = rotation.x * axisX.x + rotation.y * axisX.y + rotation.z * axisX.z;
    rotatedY = rotation.x * axisY.x + rotation.y * axisY.y + rotation.z * axisY.z;
    factorX = rotatedX * scale;
    factorY = rotatedY * scale;
    const float sharpX = dot(factorX, factorX), sharpY = dot(factorY, factorY);
    varianceX = sharpX + constants::blur;
    varianceY = sharpY + constants::blur;
    covariance = dot(factorX, factorY);
    // |a|^2 |b|^2 - (a . b)^2 = |a x b|^2 (Lagrange): no cancellation, so never below blur squared.
    const Vector3 area = cross(factorX, factorY);
    determinant = dot(area, area) + constants::blur * (sharpX + sharpY) + constants::blur * constants::blur;
  }

  // The mean on screen in pixels.
  __device__ float screenX(const View &view) const { return view.focalX * point.x * inverseDepth + view.centerX; }
  __device__ float screenY(const View &view) const { return view.focalY * point.y * inverseDepth + view.centerY; }
};
