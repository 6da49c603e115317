// Lists for every tile the Gaussians that reach it, nearest first: pairs (tile, Gaussian) are written in order of depth,
// and the host sorts them by tile, keeping that order among equals.
#include "TileSpans.cuh"
#include "Warp.cuh"

// Above this many tiles, all lanes of a warp write a Gaussian's pairs together.
constexpr int fewTiles = 32;

// Where one Gaussian's pairs go. Counting and writing are different kernels, in which a compiler may round differently: what
// would not fit is left out, and what is left over gets a tile behind the last.
template <typename Tile>
struct PairWriter {
  Tile *tiles;
  int *gaussians;
  long long position, end;

  __device__ void write(long long at, int tile, int gaussian) const {
    if (at >= end) return;
    tiles[at] = static_cast<Tile>(tile);
    gaussians[at] = gaussian;
  }

  // Writes pairs, lane by lane from `lane` in steps of `lanes`.
  __device__ void writeAll(const TileSpans &spans, int gaussian, int behindLast, int lane, int lanes) {
    for (int row = spans.firstRow; row <= spans.lastRow; row++) {
      const TileSpan span = spans[row];
      for (int i = lane; i < span.count; i += lanes) write(position + i, span.first + i, gaussian);
      position += span.count;
    }
    for (long long at = position + lane; at < end; at += lanes) write(at, behindLast, gaussian);
  }
};

// order: Gaussians by depth; ends: sums of the tile counts up to and with each, in that order.
template <typename Tile>
__device__ inline void emitPairs(
    int count, const View &view, const Splat *splats, const long long *order, const long long *ends,
    const int *tileCounts, Tile *tiles, int *gaussians) {
  const int rank = blockIdx.x * blockDim.x + threadIdx.x;
  const int gaussian = rank < count ? static_cast<int>(order[rank]) : 0;
  const int own = rank < count ? tileCounts[gaussian] : 0;
  const long long end = rank < count ? ends[rank] : 0;
  const int behindLast = view.columns * view.rows;
  if (own > 0 && own <= fewTiles) {
    PairWriter<Tile> writer = {tiles, gaussians, end - own, end};
    writer.writeAll(TileSpans(splats[gaussian], view), gaussian, behindLast, 0, 1);
  }
  for (unsigned many = __ballot_sync(wholeWarp, own > fewTiles); many != 0; many &= many - 1) {
    const int lane = __ffs(many) - 1;
    const int whose = __shfl_sync(wholeWarp, gaussian, lane);
    const long long itsEnd = __shfl_sync(wholeWarp, end, lane);
    PairWriter<Tile> writer = {tiles, gaussians, itsEnd - __shfl_sync(wholeWarp, own, lane), itsEnd};
    writer.writeAll(TileSpans(splats[whose], view), whose, behindLast, laneIndex(), 32);
  }
}

// Writes where each tile's pairs begin among `count` that are sorted by tile, and behind them where the last one's end.
template <typename Tile>
__device__ inline void findStarts(long long count, int tileCount, const Tile *tiles, int *starts) {
  const long long index = static_cast<long long>(blockIdx.x) * blockDim.x + threadIdx.x;
  if (index >= count) return;
  const int tile = tiles[index];
  const int previous = index == 0 ? -1 : tiles[index - 1];
  for (int t = previous + 1; t <= tile; t++) starts[t] = static_cast<int>(index);
  if (index == count - 1) {
    for (int t = tile + 1; t <= tileCount; t++) starts[t] = static_cast<int>(count);
  }
}

// For images of fewer than 32767 tiles, half of the bits to sort by.
extern "C" __global__ void __launch_bounds__(constants::blockSize) emitPairs16(
    int count, View view, const Splat *__restrict__ splats, const long long *__restrict__ order,
    const long long *__restrict__ ends, const int *__restrict__ tileCounts, short *__restrict__ tiles,
    int *__restrict__ gaussians) {
  emitPairs(count, view, splats, order, ends, tileCounts, tiles, gaussians);
}

extern "C" __global__ void __launch_bounds__(constants::blockSize) emitPairs32(
    int count, View view, const Splat *__restrict__ splats, const long long *__restrict__ order,
    const long long *__restrict__ ends, const int *__restrict__ tileCounts, int *__restrict__ tiles,
    int *__restrict__ gaussians) {
  emitPairs(count, view, splats, order, ends, tileCounts, tiles, gaussians);
}

extern "C" __global__ void __launch_bounds__(constants::blockSize) findStarts16(
    long long count, int tileCount, const short *__restrict__ tiles, int *__restrict__ starts) {
  findStarts(count, tileCount, tiles, starts);
}

extern "C" __global__ void __launch_bounds__(constants::blockSize) findStarts32(
    long long count, int tileCount, const int *__restrict__ tiles, int *__restrict__ starts) {
  findStarts(count, tileCount, tiles, starts);
}
