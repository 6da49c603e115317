// Takes the images' gradients back to the Gaussians: one block a tile, one thread a pixel, last Gaussian first. A warp
// adds up its pixels' shares before it adds to a Gaussian's sums in memory.
#include "PixelGradient.cuh"

// One pixel on its way from the last Gaussian to the first.
struct PixelWalk {
  // Gaussians of the tile up to and with the last that contributes.
  int used;
  PixelLoss loss;

  __device__ PixelWalk(
      const TilePixel &pixel, const ImageGradients &gradients, const float *transmittances, const int *counts)
      : used(pixel.isInside ? counts[pixel.index] : 0), loss(pixel.index, gradients) {
    transmittance = transmittances[pixel.index];
    behind = gradients.alpha ? -gradients.alpha[pixel.index] * transmittance : 0;
    extra = gradients.extra;
    index = pixel.index;
  }

  // Steps in front of a Gaussian that contributes: writes its gradients to `sums`, which hold zeros; returns its weight.
  __device__ float step(
      float logAlpha, const TilePixel &pixel, const Ellipse &e, const Planes &planes, const float *values, int extras,
      bool wantsAbsolute, float (&sums)[sum::stride]) {
    const PixelOpacity opacity(logAlpha);
    transmittance *= opacity.inverse;
    const float weight = opacity.alpha * transmittance;
    float product = loss.product(planes);
    for (int channel = 0; channel < extras; channel++) product += upstream(channel, extras) * values[channel];
    const float gradient = (transmittance * product - behind * opacity.inverse) * opacity.slope;
    behind = fmaf(weight, product, behind);
    addShare(gradient, weight, loss, pixel, e, wantsAbsolute, sums);
    return weight;
  }

  // The gradient by one of the further channels.
  __device__ float upstream(int channel, int extras) const {
    return extra ? extra[static_cast<long long>(index) * extras + channel] : 0;
  }

 private:
  float transmittance;
  float behind;
  const float *extra;
  int index;
};

// Adds a warp's gradients by a Gaussian's further channels, sixteen at a time.
__device__ inline void addExtras(
    const PixelWalk &pixel, float weight, int extras, float *__restrict__ target) {
  for (int first = 0; first < extras; first += 16) {
    float shares[16];
#pragma unroll
    for (int i = 0; i < 16; i++) shares[i] = first + i < extras ? weight * pixel.upstream(first + i, extras) : 0;
    const float share = warpSums(shares);
    const int channel = first + laneIndex() / 2;
    if (laneIndex() % 2 == 0 && channel < extras) atomicAdd(target + channel, share);
  }
}

// Adds to sums [count, sum::stride] and extraSums [count, extras], which must hold zeros. The gradients by color, depth,
// alpha and extra images may be null.
extern "C" __global__ void __launch_bounds__(constants::tilePixels, 4) compositeBackward(
    View view, int extras, int wantsAbsolute, const int *__restrict__ starts, const int *__restrict__ entries,
    const Splat *__restrict__ splats, const float *__restrict__ extra, const float *__restrict__ transmittance,
    const int *__restrict__ used, const float *__restrict__ colorGradient, const float *__restrict__ depthGradient,
    const float *__restrict__ alphaGradient, const float *__restrict__ extraGradient, float *__restrict__ sums,
    float *__restrict__ extraSums) {
  __shared__ StagedGaussians staged;
  __shared__ int warpsUse[constants::tilePixels / 32];
  const TilePixel pixel(blockIdx.x, view, threadIdx.x);
  PixelWalk walk(
      pixel, ImageGradients{colorGradient, depthGradient, alphaGradient, extraGradient}, transmittance, used);
  const int warpUses = warpMaximum(walk.used);
  if (laneIndex() == 0) warpsUse[warpIndex()] = warpUses;
  __syncthreads();
  int tileUses = 0;
  for (int warp = 0; warp < constants::tilePixels / 32; warp++) tileUses = max(tileUses, warpsUse[warp]);

  const int *own = entries + starts[blockIdx.x];
  for (int end = tileUses; end > 0; end -= constants::tilePixels) {
    const int first = end > constants::tilePixels ? end - constants::tilePixels : 0;
    __syncthreads();
    staged.stage(threadIdx.x, own + first, end - first, splats);
    __syncthreads();
    for (int chunk = (end - first - 1) / 32 * 32; chunk >= 0; chunk -= 32) {
      if (first + chunk >= warpUses) continue;
      const int mine = chunk + laneIndex();
      unsigned reached =
          __ballot_sync(wholeWarp, mine < end - first && pixel.isReachable(staged.ellipses[mine]));
      while (reached != 0) {
        const int bit = 31 - __clz(reached);
        reached ^= 1u << bit;
        const int number = chunk + bit;
        const Ellipse &e = staged.ellipses[number];
        const float logAlpha = pixel.logAlpha(e);
        const bool contributes = first + number < walk.used && logAlpha >= constants::logMinimumAlpha;
        if (!__any_sync(wholeWarp, contributes)) continue;
        const long long gaussian = staged.indices[number];
        float shares[sum::stride] = {};
        float weight = 0;
        if (contributes) {
          weight = walk.step(
              logAlpha, pixel, e, staged.planes[number], extra + gaussian * extras, extras, wantsAbsolute, shares);
        }
        __syncwarp();
        const float share = warpSums(shares);
        const int which = laneIndex() / 2;
        if (laneIndex() % 2 == 0 && which < sum::used) atomicAdd(sums + gaussian * sum::stride + which, share);
        addExtras(walk, weight, extras, extraSums + gaussian * extras);
      }
    }
  }
}
