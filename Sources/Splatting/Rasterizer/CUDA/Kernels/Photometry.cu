// The photometric comparison of two images: absolute differences and structural similarity, and the gradient.
#include "Warp.cuh"

#include "Photometry.cuh"

// Sums the absolute differences and the similarities of each square of pixels into `sums` [squares, 2], and notes the
// similarity's derivatives in `derivatives` [3, channels, height, width], unless that is null.
extern "C" __global__ void __launch_bounds__(photometry::threads) comparePhotometry(
    Comparison c, const float *__restrict__ color, const float *__restrict__ alpha, const float *__restrict__ numbers,
    const unsigned char *__restrict__ bytes, const float *__restrict__ validity, float *__restrict__ derivatives,
    float *__restrict__ sums) {
  using namespace photometry;
  __shared__ float x[outer][outer], y[outer][outer];
  // Sums along rows of x, y, x^2 + y^2 and x y.
  __shared__ float along[4][outer][side];
  __shared__ float totals[threads / 32];
  const ComparedImages images{color, alpha, numbers, bytes, validity};
  const int left = blockIdx.x % c.columns * side, top = blockIdx.x / c.columns * side;
  const int column = threadIdx.x % side, row = threadIdx.x / side;
  const bool isInside = left + column < c.width && top + row < c.height;
  float difference = 0, similarity = 0;
  for (int channel = 0; channel < c.channels; channel++) {
    for (int place = threadIdx.x; place < outer * outer; place += threads) {
      const int k = place % outer, r = place / outer;
      const Pair pair = pairAt(c, images, left + k - reach, top + r - reach, channel);
      x[r][k] = pair.x;
      y[r][k] = pair.y;
    }
    __syncthreads();
    for (int place = threadIdx.x; place < outer * side; place += threads) {
      const int k = place % side, r = place / side;
      float meanX = 0, meanY = 0, squares = 0, product = 0;
#pragma unroll
      for (int tap = 0; tap < taps; tap++) {
        const float a = x[r][k + tap], b = y[r][k + tap];
        const float weightedA = c.window[tap] * a, weightedB = c.window[tap] * b;
        meanX += weightedA;
        meanY += weightedB;
        squares += weightedA * a + weightedB * b;
        product += weightedA * b;
      }
      along[0][r][k] = meanX;
      along[1][r][k] = meanY;
      along[2][r][k] = squares;
      along[3][r][k] = product;
    }
    __syncthreads();
    if (isInside) {
      float means[4] = {0, 0, 0, 0};
#pragma unroll
      for (int tap = 0; tap < taps; tap++) {
#pragma unroll
        for (int map = 0; map < 4; map++) means[map] += c.window[tap] * along[map][row + tap][column];
      }
      const WindowSimilarity window(c, means[0], means[1], means[2], means[3]);
      similarity += window.value;
      difference += fabsf(x[row + reach][column + reach] - y[row + reach][column + reach]);
      if (derivatives) {
        derivatives[derivativeAt(c, 0, channel, left + column, top + row)] = window.byMean;
        derivatives[derivativeAt(c, 1, channel, left + column, top + row)] = window.bySquares;
        derivatives[derivativeAt(c, 2, channel, left + column, top + row)] = window.byProduct;
      }
    }
    // The next channel's numbers take the place of these.
    __syncthreads();
  }
  const float differences = blockSum(difference, totals), similarities = blockSum(similarity, totals);
  if (threadIdx.x == 0) {
    sums[2 * blockIdx.x] = differences;
    sums[2 * blockIdx.x + 1] = similarities;
  }
}

// Takes the loss's gradient, one number, back to the rendered colours and, unless that is null, to their coverage.
//
// A pixel is in the windows around it: with their derivatives m by the mean, s by the squares and p by the product, and the
// window's weights w, the similarity's derivative by x is the sum of w (m + 2 x s + y p).
extern "C" __global__ void __launch_bounds__(photometry::threads) photometryBackward(
    Comparison c, const float *__restrict__ color, const float *__restrict__ alpha, const float *__restrict__ numbers,
    const unsigned char *__restrict__ bytes, const float *__restrict__ validity,
    const float *__restrict__ derivatives, const float *__restrict__ upstream, float *__restrict__ byColor,
    float *__restrict__ byAlpha) {
  using namespace photometry;
  __shared__ float around[maps][outer][outer];
  __shared__ float along[maps][outer][side];
  const ComparedImages images{color, alpha, numbers, bytes, validity};
  const int left = blockIdx.x % c.columns * side, top = blockIdx.x / c.columns * side;
  const int column = threadIdx.x % side, row = threadIdx.x / side;
  const int pixel = (top + row) * c.width + left + column;
  const bool isInside = left + column < c.width && top + row < c.height;
  float behind = 0;
  for (int channel = 0; channel < c.channels; channel++) {
    for (int place = threadIdx.x; place < outer * outer; place += threads) {
      const int k = place % outer, r = place / outer;
      const int wantedColumn = left + k - reach, wantedRow = top + r - reach;
      const bool isThere = wantedColumn >= 0 && wantedRow >= 0 && wantedColumn < c.width && wantedRow < c.height;
#pragma unroll
      for (int map = 0; map < maps; map++)
        around[map][r][k] = isThere ? derivatives[derivativeAt(c, map, channel, wantedColumn, wantedRow)] : 0;
    }
    __syncthreads();
    for (int place = threadIdx.x; place < outer * side; place += threads) {
      const int k = place % side, r = place / side;
      float values[maps] = {0, 0, 0};
#pragma unroll
      for (int tap = 0; tap < taps; tap++) {
#pragma unroll
        for (int map = 0; map < maps; map++) values[map] += c.window[tap] * around[map][r][k + tap];
      }
#pragma unroll
      for (int map = 0; map < maps; map++) along[map][r][k] = values[map];
    }
    __syncthreads();
    if (isInside) {
      float values[maps] = {0, 0, 0};
#pragma unroll
      for (int tap = 0; tap < taps; tap++) {
#pragma unroll
        for (int map = 0; map < maps; map++) values[map] += c.window[tap] * along[map][row + tap][column];
      }
      const Pair pair = pairAt(c, images, left + column, top + row, channel);
      const float offset = pair.x - pair.y;
      float gradient = c.bySimilarity * (values[0] + 2 * pair.x * values[1] + pair.y * values[2]);
      gradient += offset > 0 ? c.byDifference : offset < 0 ? -c.byDifference : 0;
      gradient *= upstream[0];
      if (validity) gradient *= validity[pixel];
      byColor[pixel * c.channels + channel] = gradient;
      behind += c.behind(channel) * gradient;
    }
    // The next channel's numbers take the place of these.
    __syncthreads();
  }
  if (isInside && byAlpha) byAlpha[pixel] = -behind;
}
