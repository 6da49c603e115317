// Takes the images' gradients back to the Gaussians: one warp a bucket of 32 Gaussians, one lane a Gaussian.
//
// The tile's pixels go through the lanes like through a pipe: in each step a pixel moves one lane on, with its transmittance
// and what is blended from there on, and the last lanes begin when the first are done. A Gaussian's sums stay in its lane's
// registers, so that it adds to memory once a tile instead of once a warp of pixels. Further channels have no room there.
#include "Buckets.cuh"
#include "PixelGradient.cuh"

// A pixel in the pipe: the transmittance before a Gaussian, and the sum over it and those behind of w (c . v), less
// v_alpha T_final.
struct PipedPixel {
  float transmittance, behind;
};

// The images of the forward pass.
struct BlendedImages {
  const float *color, *depth, *transmittance;
};

// What a bucket's first Gaussian finds at a pixel.
__device__ inline PipedPixel enterPipe(
    int bucket, int pixel, int index, const float *states, const BlendedImages &images,
    const ImageGradients &gradients) {
  const float *own = states + statePlane(bucket, 0) + pixel;
  const int plane = constants::tilePixels;
  float behind = gradients.alpha ? -gradients.alpha[index] * images.transmittance[index] : 0;
  if (gradients.color) {
    const Vector3 before = {own[state::red * plane], own[state::green * plane], own[state::blue * plane]};
    behind += dot(read3(images.color + 3 * index) - before, read3(gradients.color + 3 * index));
  }
  if (gradients.depth) behind += (images.depth[index] - own[state::depth * plane]) * gradients.depth[index];
  return {own[state::transmittance * plane], behind};
}

// Adds to sums [count, sum::stride], which must hold zeros. The gradients by color, depth and alpha may be null.
extern "C" __global__ void __launch_bounds__(constants::blockSize) compositeBackwardByGaussian(
    int buckets, View view, int wantsAbsolute, const int *__restrict__ starts, const int *__restrict__ entries,
    const Splat *__restrict__ splats, const int *__restrict__ bucketTiles, const float *__restrict__ bucketStates,
    const float *__restrict__ color, const float *__restrict__ depth, const float *__restrict__ transmittance,
    const int *__restrict__ used, const float *__restrict__ colorGradient, const float *__restrict__ depthGradient,
    const float *__restrict__ alphaGradient, float *__restrict__ sums) {
  const int bucket = blockIdx.x * (constants::blockSize / 32) + warpIndex();
  const int tile = bucket < buckets ? bucketTiles[bucket] : -1;
  if (tile < 0) return;
  const int start = starts[tile];
  const int number = (bucket - bucketNumber(tile, start, 0)) * 32 + laneIndex();
  const bool exists = start + number < starts[tile + 1];
  const int gaussian = exists ? entries[start + number] : 0;
  const Ellipse e = splats[gaussian].ellipse;
  const Planes planes = splats[gaussian].planes;
  const ImageGradients gradients = {colorGradient, depthGradient, alphaGradient, nullptr};
  const BlendedImages images = {color, depth, transmittance};

  float total[sum::stride] = {};
  PipedPixel piped = {1, 0};
  for (int step = 0; step < constants::tilePixels + 31; step++) {
    piped.transmittance = __shfl_up_sync(wholeWarp, piped.transmittance, 1);
    piped.behind = __shfl_up_sync(wholeWarp, piped.behind, 1);
    const int thread = step - laneIndex();
    if (thread < 0 || thread >= constants::tilePixels) continue;
    const TilePixel pixel(tile, view, thread);
    if (!pixel.isInside || used[pixel.index] <= number - laneIndex()) continue;
    if (laneIndex() == 0) piped = enterPipe(bucket, thread, pixel.index, bucketStates, images, gradients);
    const float logAlpha = pixel.logAlpha(e);
    if (!exists || used[pixel.index] <= number || logAlpha < constants::logMinimumAlpha) continue;
    const PixelLoss loss(pixel.index, gradients);
    const PixelOpacity opacity(logAlpha);
    const float weight = opacity.alpha * piped.transmittance, product = loss.product(planes);
    piped.behind -= weight * product;
    const float gradient = (piped.transmittance * product - piped.behind * opacity.inverse) * opacity.slope;
    piped.transmittance -= weight;
    addShare(gradient, weight, loss, pixel, e, wantsAbsolute, total);
  }
  if (!exists) return;
  for (int which = 0; which < sum::used; which++) {
    if (total[which] != 0) atomicAdd(sums + static_cast<long long>(gaussian) * sum::stride + which, total[which]);
  }
}
