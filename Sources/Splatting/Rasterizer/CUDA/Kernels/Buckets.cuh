// Buckets: 32 Gaussians that follow each other in a tile's list. The forward pass notes what each pixel had when it came to
// one, so that the backward pass can take them one by one, in any order.
#pragma once

#include "Constants.cuh"

// What is noted of a pixel at a bucket: five numbers, each in a plane of the tile's pixels.
namespace state {
constexpr int transmittance = 0, red = 1, green = 2, blue = 3, depth = 4;
constexpr int count = 5;
}  // namespace state

// The number of bucket `index` of a tile whose entries begin at `start`. No two are the same: a list of n entries has at
// most n / 32 + 1 buckets, and this leaves each tile one more than its entries fill.
__device__ inline int bucketNumber(int tile, int start, int index) { return start / 32 + tile + index; }

// Where the plane of one number lies.
__device__ inline long long statePlane(int bucket, int number) {
  return (static_cast<long long>(bucket) * state::count + number) * constants::tilePixels;
}
