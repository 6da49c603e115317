/// A worker's memory while it takes a tile's gradients back.
struct BackwardScratch {
  /// By row: transmittance behind the Gaussian at hand, at first behind all.
  let transmittance: UnsafeMutablePointer<Lanes>
  /// By row: what the Gaussians behind the one at hand contribute, times the pixels' gradients.
  let behind: UnsafeMutablePointer<Lanes>
  /// By row and plane: the pixels' gradients.
  let upstream: UnsafeMutablePointer<Lanes>
  /// By place in a slot: what is still to be summed over lanes.
  let sums: UnsafeMutablePointer<Lanes>
  /// The planes of the Gaussian at hand.
  let values: UnsafeMutablePointer<Float>
  /// Room for ``RowBatch``.
  let batch: UnsafeMutablePointer<Lanes>

  /// Lays the parts out from `base` on.
  init(base: UnsafeMutablePointer<Lanes>, planes: Int) {
    transmittance = base
    behind = base + 16
    upstream = base + 32
    sums = upstream + 16 * planes
    batch = sums + 16 * GradientSlot(planes: planes).vectors
    values = UnsafeMutableRawPointer(batch + RowBatch.vectors).assumingMemoryBound(to: Float.self)
  }

  /// How many vectors that takes.
  static func size(planes: Int) -> Int {
    32 + 16 * planes + 16 * GradientSlot(planes: planes).vectors + RowBatch.vectors
      + (planes + 15) / 16
  }
}
