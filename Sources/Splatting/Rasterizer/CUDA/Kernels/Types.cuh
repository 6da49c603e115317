// What the kernels hand to each other, and what the host hands to them.
#pragma once

#include "Vector3.cuh"

// The camera without its pose, which is a tensor. The host's KernelView has the same members in the same order.
struct View {
  float focalX, focalY;
  float centerX, centerY;
  // Bounds of x/z and y/z in the projection's derivative.
  float lowX, highX, lowY, highY;
  float nearPlane;
  int width, height;
  // Tiles in a row and in a column.
  int columns, rows;
};

// The first three rows of a world-to-camera matrix [4, 4].
struct Pose {
  Vector3 x, y, z;
  Vector3 translation;

  __device__ explicit Pose(const float *m)
      : x{m[0], m[1], m[2]}, y{m[4], m[5], m[6]}, z{m[8], m[9], m[10]}, translation{m[3], m[7], m[11]} {}

  // The camera's centre in the world: -R^T t.
  __device__ Vector3 position() const {
    return (x * translation.x + y * translation.y + z * translation.z) * -1.0f;
  }
};

// A projected Gaussian's outline. At an offset (dx, dy) from the mean, in pixels, the base-2 logarithm of its opacity is
// logOpacity + quadraticXX dx^2 + quadraticXY dx dy + quadraticYY dy^2.
struct alignas(16) Ellipse {
  float meanX, meanY;
  float quadraticXX, quadraticXY, quadraticYY;
  float logOpacity;
  // Half the sides of the box outside which the opacity is below the smallest drawn.
  float halfWidth, halfHeight;
};

// What every Gaussian blends.
struct alignas(16) Planes {
  float red, green, blue, depth;
};

// A projected Gaussian: 64 bytes, of which compositing reads the first 48.
struct alignas(16) Splat {
  Ellipse ellipse;
  Planes planes;
  // log2(e)^2 times the determinant of the inverse covariance on screen.
  float curvature;
  float unused[3];
};

// A Gaussian's gradients, summed over pixels: sixteen numbers, of which twelve are used.
namespace sum {
// With respect to the exponent -sigma, and that times dx, dy, dx^2, dx dy, dy^2.
constexpr int one = 0, x = 1, y = 2, xx = 3, xy = 4, yy = 5;
// Absolute values of the pixels' shares of the gradient by the mean on screen, over ln 2.
constexpr int absoluteX = 6, absoluteY = 7;
constexpr int red = 8, green = 9, blue = 10, depth = 11;
constexpr int used = 12, stride = 16;
}  // namespace sum
