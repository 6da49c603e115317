// The gradient of one projected Gaussian taken back to its mean, scale and quaternion and to the camera's pose.
#pragma once

#include "ProjectedGaussian.cuh"

// A symmetric 2 x 2 matrix; in a gradient xy counts both elements off the diagonal.
struct Symmetric2 {
  float xx, xy, yy;
};

struct ProjectionGradient {
  Vector3 mean, scale;
  // With respect to the rotation matrix of the Gaussian, by rows.
  Vector3 rotationX, rotationY, rotationZ;
  // With respect to the rows of the camera's rotation.
  Vector3 poseX, poseY, poseZ;
  // With respect to the mean in the camera's frame, and so to the camera's translation.
  Vector3 point;

  // q: the inverse covariance on screen; g: the gradient by it; (screenX, screenY): that by the mean on screen.
  __device__ ProjectionGradient(
      const ProjectedGaussian &p, const Pose &pose, const View &view, Symmetric2 q, Symmetric2 g, float screenX,
      float screenY, float depth) {
    // d(Q)/d(covariance): -Q G Q, G symmetric with g.xy / 2 off its diagonal.
    const float varianceX = -(q.xx * q.xx * g.xx + q.xx * q.xy * g.xy + q.xy * q.xy * g.yy);
    const float varianceY = -(q.xy * q.xy * g.xx + q.xy * q.yy * g.xy + q.yy * q.yy * g.yy);
    const float covariance =
        -(2 * q.xx * q.xy * g.xx + (q.xx * q.yy + q.xy * q.xy) * g.xy + 2 * q.xy * q.yy * g.yy);
    // covariance = M M^T, M = J W R S.
    const Vector3 factorX = p.factorX * (2 * varianceX) + p.factorY * covariance;
    const Vector3 factorY = p.factorY * (2 * varianceY) + p.factorX * covariance;
    scale = factorX * p.rotatedX + factorY * p.rotatedY;
    const Vector3 rotatedX = factorX * p.scale, rotatedY = factorY * p.scale;
    const Rotation &r = p.rotation;
    const Vector3 axisX = {dot(rotatedX, r.x), dot(rotatedX, r.y), dot(rotatedX, r.z)};
    const Vector3 axisY = {dot(rotatedY, r.x), dot(rotatedY, r.y), dot(rotatedY, r.z)};
    rotationX = rotatedX * p.axisX.x + rotatedY * p.axisY.x;
    rotationY = rotatedX * p.axisX.y + rotatedY * p.axisY.y;
    rotationZ = rotatedX * p.axisX.z + rotatedY * p.axisY.z;
    // Rows of J W: f/z (w0 - u w2) and f/z (w1 - v w2).
    const Vector3 gainX = axisX * (view.focalX * p.inverseDepth), gainY = axisY * (view.focalY * p.inverseDepth);
    // The slopes are constant where they are held at a limit.
    const bool isFreeX = p.slopeX == p.point.x * p.inverseDepth, isFreeY = p.slopeY == p.point.y * p.inverseDepth;
    const float ratioX = (isFreeX ? -dot(gainX, pose.z) : 0) + screenX * view.focalX;
    const float ratioY = (isFreeY ? -dot(gainY, pose.z) : 0) + screenY * view.focalY;
    const float inverseDepth = view.focalX * dot(axisX, p.directionX) + view.focalY * dot(axisY, p.directionY) +
                               ratioX * p.point.x + ratioY * p.point.y;
    point = {
        ratioX * p.inverseDepth, ratioY * p.inverseDepth,
        depth - inverseDepth * p.inverseDepth * p.inverseDepth};
    mean = pose.x * point.x + pose.y * point.y + pose.z * point.z;
    poseX = gainX + p.mean * point.x;
    poseY = gainY + p.mean * point.y;
    poseZ = p.mean * point.z - (gainX * p.slopeX + gainY * p.slopeY);
  }
};
