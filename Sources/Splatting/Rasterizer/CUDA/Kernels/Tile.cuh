// One tile's block of threads: which pixel a thread has, and what a warp's pixels see of a Gaussian.
#pragma once

#include "Constants.cuh"
#include "Types.cuh"
#include "Warp.cuh"

// The pixel of one thread, and the centres of the outermost pixels of its warp.
struct TilePixel {
  int x, y;
  bool isInside;
  // Its number in the image; 0 outside.
  int index;
  float centerX, centerY;
  float left, top;

  __device__ TilePixel(int tile, const View &view, int thread) {
    const int warp = thread / 32, lane = thread % 32;
    const int across = constants::tileSide / constants::warpWidth;
    const int firstX = tile % view.columns * constants::tileSide + warp % across * constants::warpWidth;
    const int firstY = tile / view.columns * constants::tileSide + warp / across * constants::warpHeight;
    x = firstX + lane % constants::warpWidth;
    y = firstY + lane / constants::warpWidth;
    isInside = x < view.width && y < view.height;
    index = isInside ? y * view.width + x : 0;
    centerX = x + 0.5f;
    centerY = y + 0.5f;
    left = firstX + 0.5f;
    top = firstY + 0.5f;
  }

  // Whether a Gaussian may contribute to any pixel of the warp.
  //
  // The logarithm of its opacity is concave, so over a box it is largest at the mean, or on a side of the box that
  // faces the mean: there, at the vertex of a parabola, or at the end nearer to that. The margin covers rounding,
  // which grows with the terms that cancel: a Gaussian too many costs time only, as every pixel is tested.
  __device__ bool isReachable(const Ellipse &e) const {
    const float x0 = left - e.meanX, x1 = x0 + (constants::warpWidth - 1);
    const float y0 = top - e.meanY, y1 = y0 + (constants::warpHeight - 1);
    const float nearX = fminf(fmaxf(0, x0), x1), nearY = fminf(fmaxf(0, y0), y1);
    const float slopeX = -0.5f * e.quadraticXY / e.quadraticXX, slopeY = -0.5f * e.quadraticXY / e.quadraticYY;
    const float onX = fminf(fmaxf(slopeY * nearX, y0), y1), onY = fminf(fmaxf(slopeX * nearY, x0), x1);
    // Also right where the mean is inside: then both are the logarithm at the mean.
    const float most = fmaxf(logarithm(e, nearX, onX), logarithm(e, onY, nearY));
    const float terms = e.quadraticXX * nearX * nearX + e.quadraticYY * nearY * nearY;
    return !(most + 0.01f - 1e-5f * terms < constants::logMinimumAlpha);
  }

  // The base-2 logarithm of a Gaussian's opacity at this pixel.
  __device__ float logAlpha(const Ellipse &e) const { return logarithm(e, centerX - e.meanX, centerY - e.meanY); }

 private:
  // Rounded the same everywhere, so that forward and backward agree on what contributes: nothing is left to fuse.
  __device__ static float logarithm(const Ellipse &e, float dx, float dy) {
    const float linear = fmaf(e.quadraticXX, dx, e.quadraticXY * dy);
    return fmaf(dx, linear, fmaf(dy, e.quadraticYY * dy, e.logOpacity));
  }
};

// A batch of a tile's Gaussians in the memory that its block shares.
struct StagedGaussians {
  Ellipse ellipses[constants::tilePixels];
  Planes planes[constants::tilePixels];
  int indices[constants::tilePixels];

  // Reads the Gaussian at `thread` of `entries`, if that is below `size`.
  __device__ void stage(int thread, const int *entries, int size, const Splat *splats) {
    if (thread >= size) return;
    const int gaussian = entries[thread];
    indices[thread] = gaussian;
    ellipses[thread] = splats[gaussian].ellipse;
    planes[thread] = splats[gaussian].planes;
  }
};
