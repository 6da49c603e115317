import CUDA
import Tensors

/// For every tile the Gaussians that reach it, nearest first.
struct KernelTiles {
  /// Where each tile's entries begin, and behind them where the last one's end, int32 `[tiles + 1]`.
  let starts: Tensor
  /// Gaussians, int32 `[P]`.
  let entries: Tensor

  /// Sorts the Gaussians by depth once, lists their tiles in that order, and sorts the pairs by tile, keeping it.
  ///
  /// Waits for the device once: for the number of pairs, which is the size of the memory, and the verdict on the input.
  /// - Throws: ``RasterizerError/notFinite(_:index:)``, found by calling `refuse`, where input is not finite.
  init(
    _ input: KernelInput, _ projection: KernelProjection, on launcher: any KernelLauncher,
    refuse: () throws -> Void
  ) throws {
    let (count, tiles) = (input.count, input.view.tiles)
    starts = input.zeros([tiles + 1], .int32)
    guard count > 0 else {
      entries = input.empty([0], .int32)
      return
    }
    let order = projection.depths.argsorted(0)
    let ends = projection.tileCounts.selecting(order).cumulativeSum(0)
    let facts = Tensor.concatenated([ends[count - 1..<count], projection.doubts.to(.int64)])
      .elements(as: Int64.self)
    if facts[1] != 0 { try refuse() }
    let pairs = Int(facts[0])
    guard pairs <= Int(Int32.max) else {
      throw RasterizerError.wrongCount("pairs of tile and Gaussian", count: pairs, expected: Int(Int32.max))
    }
    // One number is kept for pairs that are in no tile.
    let (type, bits) = tiles < Int(Int16.max) ? (DType.int16, "16") : (.int32, "32")
    let unsorted = input.empty([pairs], type)
    let gaussians = input.empty([pairs], .int32)
    if pairs > 0 {
      try launcher.launch(
        "emitPairs" + bits, over: count, threads: KernelProjection.blockSize, .int32(count),
        .structure(input.view), .tensor(projection.splats), .tensor(order), .tensor(ends),
        .tensor(projection.tileCounts), .tensor(unsorted), .tensor(gaussians))
    }
    let sorted = unsorted.sorted(0)
    entries = gaussians.selecting(sorted.indices)
    try launcher.launch(
      "findStarts" + bits, over: pairs, threads: KernelProjection.blockSize, .int64(pairs), .int32(tiles),
      .tensor(sorted.values), .tensor(starts))
  }
}
