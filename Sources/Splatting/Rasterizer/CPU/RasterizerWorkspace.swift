/// The memory of one rasterisation, from its forward pass to its backward pass.
final class RasterizerWorkspace: Sendable {
  /// Every Gaussian, by its index; undefined for those that are not drawn.
  let packed = WorkBuffer<PackedGaussian>()
  /// The bits of every Gaussian's depth, by its index; 0 for those that are not drawn.
  let depthBits = WorkBuffer<UInt32>()
  /// The drawn Gaussians by depth: bits in the high half, index in the low half; two buffers that the sort
  /// alternates.
  let sorted = WorkBuffer<UInt64>()
  let sortedOther = WorkBuffer<UInt64>()
  /// One histogram a chunk, for the sort and then for the tiles.
  let histograms = WorkBuffer<UInt32>()
  /// Where each tile's Gaussians begin in ``entries``, one more than tiles.
  let tileStarts = WorkBuffer<Int>()
  /// Each tile's Gaussians, nearest first, tile after tile.
  let entries = WorkBuffer<UInt32>()
  /// For each Gaussian's tiles, Gaussians by index, the places in ``entries``.
  let places = WorkBuffer<UInt32>()
  /// By Gaussian, and one more: where its tiles begin in ``places``; before the binning, how many they are.
  let placeStarts = WorkBuffer<UInt32>()
  /// By chunk of Gaussians by depth: the rows of tiles that they reach, and how many those are.
  let spans = (0..<Chunks.limit).map { _ in WorkBuffer<TileSpan>() }
  let spanCounts = WorkBuffer<Int>(capacity: Chunks.limit)
  /// By tile and row: transmittance behind all Gaussians, and place in the tile's list of the last that
  /// contributes (-1 for none).
  let transmittance = WorkBuffer<Lanes>()
  let last = WorkBuffer<SIMD16<Int32>>()
  /// By worker: a compositor's rows.
  let scratch = WorkBuffer<Lanes>()
  /// By place in ``entries``: the gradients that a tile adds to a Gaussian.
  let slots = WorkBuffer<Lanes>()
  /// By block of Gaussians: its share of the gradient of the camera's pose.
  let poseShares = WorkBuffer<Lanes>()
}
