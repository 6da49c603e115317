// The numbers of RasterizerConstants in Swift; a test holds them equal.
#pragma once

namespace constants {
constexpr float blur = 0.3f;
constexpr float minimumAlpha = 1.0f / 255;
constexpr float maximumAlpha = 0.99f;
constexpr float minimumTransmittance = 1e-4f;
constexpr float maximumDeterminant = 1e37f;
// Base-2 logarithm of minimumAlpha.
constexpr float logMinimumAlpha = -7.994353437f;
constexpr float log2e = 1.442695041f;
constexpr float ln2 = 0.6931471806f;
// Sorts behind every depth: of Gaussians that are not drawn.
constexpr float farthest = 3.402823466e38f;

// Pixels along a tile's side, and threads of a tile's block: one a pixel.
constexpr int tileSide = 16;
constexpr int tilePixels = tileSide * tileSide;
// A warp takes 8 x 4 of a tile's pixels: as near to a square as 32 pixels get, so that few Gaussians reach it.
constexpr int warpWidth = 8;
constexpr int warpHeight = 4;
// Threads of a block that takes a Gaussian or a pair a thread.
constexpr int blockSize = 256;
}  // namespace constants
