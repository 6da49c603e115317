import CUDA
import Tensors

/// What the kernels blend, and what their backward pass needs of it.
struct KernelImages {
  /// Threads of a block that takes a tile: one a pixel.
  static let tilePixels = 256

  /// `[H, W, 3]`.
  let color: Tensor
  /// `[H, W]`.
  let depth: Tensor
  /// `[H, W]`.
  let alpha: Tensor
  /// `[H, W, E]`, if there are extra channels.
  let extra: Tensor?
  /// What is left of the light behind all Gaussians `[H, W]`; of ``alpha`` it would lose digits.
  let transmittance: Tensor
  /// How many of its tile's Gaussians each pixel used, int32 `[H, W]`.
  let used: Tensor
  /// What each pixel had when it came to each bucket of 32 Gaussians, if that is noted.
  let buckets: Buckets?

  /// Notes for the backward pass by Gaussians, as `Buckets.cuh` lays them out.
  struct Buckets {
    /// The tile of each bucket, -1 where no pixel came that far, int32 `[B]`.
    let tiles: Tensor
    /// Transmittance, colour and depth so far `[B, 5, 256]`; undefined where a pixel did not come that far.
    let states: Tensor

    /// Room for all that `pairs` pairs in `tiles` tiles can fill.
    fileprivate init(_ input: KernelInput, pairs: Int) {
      let count = pairs / 32 + input.view.tiles
      tiles = .full([count], -1, .int32, device: input.device)
      states = input.empty([count, 5, KernelImages.tilePixels])
    }
  }

  init(
    _ input: KernelInput, _ projection: KernelProjection, _ tiles: KernelTiles, notesBuckets: Bool,
    on launcher: any KernelLauncher
  ) throws {
    buckets = notesBuckets ? Buckets(input, pairs: tiles.entries.count) : nil
    let size = [Int(input.view.height), Int(input.view.width)]
    color = input.empty(size + [3])
    depth = input.empty(size)
    alpha = input.empty(size)
    extra = input.extra == nil ? nil : input.zeros(size + [input.extras])
    transmittance = input.empty(size)
    used = input.empty(size, .int32)
    try launcher.launch(
      "compositeForward", blocks: input.view.tiles, threads: Self.tilePixels,
      [
        .structure(input.view), .int32(input.extras), .tensor(tiles.starts), .tensor(tiles.entries),
        .tensor(projection.splats), .optional(input.extra), .tensor(color), .tensor(depth), .tensor(alpha),
        .optional(extra), .tensor(transmittance), .tensor(used), .optional(buckets?.tiles),
        .optional(buckets?.states),
      ])
  }
}
