// Blends every tile's Gaussians front to back: one block a tile, one thread a pixel.
//
// Each Gaussian contributes w = alpha T with alpha = min(0.99, o exp(-sigma)), left out below 1/255, to a pixel whose
// transmittance so far is T; then T becomes T (1 - alpha). A pixel is finished before the Gaussian that would take T to 1e-4
// or below.
#include "Buckets.cuh"
#include "Tile.cuh"

// A pixel while Gaussians are blended into it.
struct BlendedPixel {
  float transmittance = 1;
  float red = 0, green = 0, blue = 0, depth = 0;
  // Gaussians of the tile up to and with the last that contributes.
  int used = 0;
  bool isFinished;

  // Blends a Gaussian in; returns its weight, 0 where it does not contribute.
  __device__ float add(float logAlpha, const Planes &planes, int number) {
    const float alpha = fminf(constants::maximumAlpha, powerOfTwo(logAlpha));
    const float weight = alpha * transmittance;
    const float after = transmittance - weight;
    if (after <= constants::minimumTransmittance) {
      isFinished = true;
      return 0;
    }
    transmittance = after;
    red = fmaf(weight, planes.red, red);
    green = fmaf(weight, planes.green, green);
    blue = fmaf(weight, planes.blue, blue);
    depth = fmaf(weight, planes.depth, depth);
    used = number + 1;
    return weight;
  }
};

// Where the forward pass notes the pixels at buckets: their tiles [buckets], -1 where no pixel came that far, and their
// states [buckets, state::count, tilePixels]; null where no gradient is wanted.
struct BucketNotes {
  int *tiles;
  float *states;

  __device__ void write(int bucket, const BlendedPixel &pixel) const {
    if (laneIndex() == 0) tiles[bucket] = blockIdx.x;
    const float values[state::count] = {
        pixel.transmittance, pixel.red, pixel.green, pixel.blue, pixel.depth};
#pragma unroll
    for (int number = 0; number < state::count; number++) {
      states[statePlane(bucket, number) + threadIdx.x] = values[number];
    }
  }
};

// Writes color [H, W, 3], depth, alpha and transmittance [H, W], how many of its tile's Gaussians a pixel used [H, W], and
// the image of `extras` further channels [H, W, extras], which must hold zeros, from extra [count, extras]; and notes for
// the backward pass by Gaussians, unless they are null.
extern "C" __global__ void __launch_bounds__(constants::tilePixels, 4) compositeForward(
    View view, int extras, const int *__restrict__ starts, const int *__restrict__ entries,
    const Splat *__restrict__ splats, const float *__restrict__ extra, float *__restrict__ color,
    float *__restrict__ depth, float *__restrict__ alpha, float *__restrict__ extraImage,
    float *__restrict__ transmittance, int *__restrict__ used, int *__restrict__ bucketTiles,
    float *__restrict__ bucketStates) {
  __shared__ StagedGaussians staged;
  const TilePixel pixel(blockIdx.x, view, threadIdx.x);
  BlendedPixel blended;
  blended.isFinished = !pixel.isInside;
  const int start = starts[blockIdx.x], end = starts[blockIdx.x + 1];
  float *ownExtra = extraImage + static_cast<long long>(pixel.index) * extras;

  for (int first = start; first < end; first += constants::tilePixels) {
    // Also the barrier that keeps the last batch until all have read it.
    if (__syncthreads_count(blended.isFinished) == constants::tilePixels) break;
    const int size = end - first < constants::tilePixels ? end - first : constants::tilePixels;
    staged.stage(threadIdx.x, entries + first, size, splats);
    __syncthreads();
    for (int chunk = 0; chunk < size; chunk += 32) {
      if (__all_sync(wholeWarp, blended.isFinished)) break;
      if (bucketStates) {
        const int bucket = bucketNumber(blockIdx.x, start, (first - start + chunk) / 32);
        BucketNotes{bucketTiles, bucketStates}.write(bucket, blended);
      }
      const int mine = chunk + laneIndex();
      unsigned reached = __ballot_sync(wholeWarp, mine < size && pixel.isReachable(staged.ellipses[mine]));
      for (; reached != 0 && !blended.isFinished; reached &= reached - 1) {
        const int number = chunk + __ffs(reached) - 1;
        const float logAlpha = pixel.logAlpha(staged.ellipses[number]);
        if (logAlpha < constants::logMinimumAlpha) continue;
        const float weight = blended.add(logAlpha, staged.planes[number], first - start + number);
        const float *values = extra + static_cast<long long>(staged.indices[number]) * extras;
        for (int channel = 0; channel < extras && weight > 0; channel++) {
          ownExtra[channel] = fmaf(weight, values[channel], ownExtra[channel]);
        }
      }
      __syncwarp();
    }
  }

  if (!pixel.isInside) return;
  color[3 * pixel.index] = blended.red;
  color[3 * pixel.index + 1] = blended.green;
  color[3 * pixel.index + 2] = blended.blue;
  depth[pixel.index] = blended.depth;
  alpha[pixel.index] = 1 - blended.transmittance;
  transmittance[pixel.index] = blended.transmittance;
  used[pixel.index] = blended.used;
}
