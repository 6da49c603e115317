// What the kernels of the photometric comparison share.
#pragma once

namespace photometry {
// A block takes a square of pixels, a thread each, and needs what the windows reach around it.
constexpr int side = 16, reach = 5, taps = 2 * reach + 1, outer = side + 2 * reach, threads = side * side;
// Derivatives of the similarity that are kept: by the means of x, of x^2 + y^2 and of x y.
constexpr int maps = 3;
}  // namespace photometry

// How two images are compared. The host's KernelComparison has the same members in the same order.
struct Comparison {
  int width, height, channels;
  // Squares of pixels in a row.
  int columns;
  // The colour behind the rendered image.
  float red, green, blue;
  // What a pixel's difference and similarity count for in the loss, for one of its channels.
  float byDifference, bySimilarity;
  float meanConstant, varianceConstant;
  float window[photometry::taps];

  __device__ float behind(int channel) const { return channel == 0 ? red : channel == 1 ? green : blue; }
};

// The images: rendered colours, how much of each pixel they cover (or null), recorded ones as numbers or bytes, and what
// counts of each pixel (or null).
struct ComparedImages {
  const float *color, *alpha, *numbers;
  const unsigned char *bytes;
  const float *validity;
};

// A rendered and a recorded number.
struct Pair {
  float x, y;
};

// What is compared at a pixel; zeros outside of the image.
__device__ inline Pair pairAt(const Comparison &c, const ComparedImages &images, int column, int row, int channel) {
  if (column < 0 || row < 0 || column >= c.width || row >= c.height) return {0, 0};
  const int pixel = row * c.width + column, place = pixel * c.channels + channel;
  Pair pair{images.color[place], images.bytes ? images.bytes[place] / 255.0f : images.numbers[place]};
  if (images.alpha) pair.x += (1 - images.alpha[pixel]) * c.behind(channel);
  if (images.validity) {
    pair.x *= images.validity[pixel];
    pair.y *= images.validity[pixel];
  }
  return pair;
}

// Where a map of the derivatives has a pixel.
__device__ inline int derivativeAt(const Comparison &c, int map, int channel, int column, int row) {
  return ((map * c.channels + channel) * c.height + row) * c.width + column;
}

// The structural similarity of a window and its derivatives, as the host's WindowSimilarity derives them.
struct WindowSimilarity {
  float value, byMean, bySquares, byProduct;

  __device__ WindowSimilarity(const Comparison &c, float x, float y, float squares, float product) {
    const float both = x * y, sum = x * x + y * y;
    const float a = sum + c.meanConstant, n = both + both + c.meanConstant;
    const float covariance = product - both;
    const float b = squares - sum + c.varianceConstant, d = covariance + covariance + c.varianceConstant;
    const float scale = 1 / (a * b), byA = b * scale, byB = a * scale;
    value = n * d * scale;
    bySquares = -(value * byB);
    byProduct = (n + n) * scale;
    byMean = (y + y) * (d - n) * scale - (x + x) * value * (byA - byB);
  }
};

// The sum over a block, for its first thread.
__device__ inline float blockSum(float value, float *shared) {
  for (int bits = 16; bits > 0; bits /= 2) value += __shfl_xor_sync(wholeWarp, value, bits);
  __syncthreads();
  if (threadIdx.x % 32 == 0) shared[threadIdx.x / 32] = value;
  __syncthreads();
  float sum = 0;
  if (threadIdx.x == 0) {
    for (int warp = 0; warp < photometry::threads / 32; warp++) sum += shared[warp];
  }
  return sum;
}
