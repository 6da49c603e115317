// What both backward passes have in common: one pixel, one Gaussian.
//
// With v the pixel's gradient, c what the Gaussian blends, T the transmittance before it and S = sum over those behind of
// w (c . v) - v_alpha T_final, dL/dalpha = T (c . v) - S / (1 - alpha).
#pragma once

#include "Tile.cuh"

// The loss' gradients by the images; null where none flows.
struct ImageGradients {
  const float *color, *depth, *alpha, *extra;
};

// The loss' gradients by what is blended at one pixel.
struct PixelLoss {
  Vector3 color;
  float depth;

  // Of the pixel of that number in the image.
  __device__ PixelLoss(int index, const ImageGradients &gradients) {
    color = gradients.color ? read3(gradients.color + 3 * index) : Vector3{0, 0, 0};
    depth = gradients.depth ? gradients.depth[index] : 0;
  }

  // c . v, but for further channels.
  __device__ float product(const Planes &planes) const {
    return color.x * planes.red + color.y * planes.green + color.z * planes.blue + depth * planes.depth;
  }
};

// A Gaussian's opacity at a pixel.
struct PixelOpacity {
  float alpha;
  // 1 / (1 - alpha).
  float inverse;
  // The derivative by the exponent -sigma: a capped opacity does not change.
  float slope;

  __device__ explicit PixelOpacity(float logAlpha) {
    const float free = powerOfTwo(logAlpha);
    alpha = fminf(constants::maximumAlpha, free);
    inverse = 1 / (1 - alpha);
    slope = free > constants::maximumAlpha ? 0 : free;
  }
};

// Adds a pixel's share to a Gaussian's sums: `gradient` is that by the exponent -sigma.
__device__ inline void addShare(
    float gradient, float weight, const PixelLoss &loss, const TilePixel &pixel, const Ellipse &e, bool wantsAbsolute,
    float (&sums)[sum::stride]) {
  const float dx = pixel.centerX - e.meanX, dy = pixel.centerY - e.meanY;
  sums[sum::one] += gradient;
  sums[sum::x] += gradient * dx;
  sums[sum::y] += gradient * dy;
  sums[sum::xx] += gradient * dx * dx;
  sums[sum::xy] += gradient * dx * dy;
  sums[sum::yy] += gradient * dy * dy;
  if (wantsAbsolute) {
    sums[sum::absoluteX] += fabsf(gradient * (2 * e.quadraticXX * dx + e.quadraticXY * dy));
    sums[sum::absoluteY] += fabsf(gradient * (2 * e.quadraticYY * dy + e.quadraticXY * dx));
  }
  sums[sum::red] += weight * loss.color.x;
  sums[sum::green] += weight * loss.color.y;
  sums[sum::blue] += weight * loss.color.z;
  sums[sum::depth] += weight * loss.depth;
}
