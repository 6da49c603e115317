import CUDA
import Tensors

/// Takes the images' gradients back to the Gaussians and the camera's pose.
struct KernelBackward {
  let input: KernelInput
  let projection: KernelProjection
  let tiles: KernelTiles
  let images: KernelImages
  let sumsAbsolutes: Bool
  let launcher: any KernelLauncher

  /// The gradients by means, rotations, scales, opacities, harmonics, pose and, where there are any, extra channels, from
  /// those by color, depth, alpha and extra channels; leaves those of the positions on screen in `screen`.
  func run(_ gradients: [Tensor?], screen: ScreenGradientStore) throws -> [Tensor?] {
    let (sums, extra) = try sumOverPixels(gradients.map { $0?.contiguous() })
    let count = input.count
    let targets = [input.means, input.rotations, input.scales, input.opacities, input.harmonics]
      .map { input.empty($0.shape) }
    let mean = input.empty([count, 2])
    let absolute = sumsAbsolutes ? input.empty([count, 2]) : nil
    let blockSize = KernelProjection.blockSize
    let blocks = (count + blockSize - 1) / blockSize
    // A block's shares from the projection, then those from the harmonics.
    let shares = input.empty([2 * blocks, 12])
    try launcher.launch(
      "projectBackward", over: count, threads: blockSize, .int32(count), .structure(input.view),
      .tensor(input.pose), .tensor(input.means), .tensor(input.rotations), .tensor(input.scales),
      .tensor(input.opacities), .tensor(projection.tileCounts), .tensor(sums), .tensor(targets[0]),
      .tensor(targets[1]), .tensor(targets[2]), .tensor(targets[3]), .tensor(mean), .optional(absolute),
      .tensor(shares))
    try launcher.launch(
      "harmonicsBackward", over: count, threads: blockSize, .int32(count), .int32(input.degree),
      .int32(input.terms), .tensor(input.pose), .tensor(input.means), .tensor(input.harmonics),
      .tensor(projection.tileCounts), .tensor(sums), .tensor(targets[4]), .tensor(targets[0]),
      .tensor(shares[blocks..<2 * blocks]))
    screen.values.withLock { $0 = (mean: mean, absolute: absolute) }
    let rows = shares.to(.float64).sum([0]).to(.float32).reshaped([3, 4])
    return targets + [.concatenated([rows, input.zeros([1, 4])])] + (input.extra == nil ? [] : [extra])
  }

  /// Each Gaussian's sums `[N, 16]` and, where there are any, the gradient of its extra channels `[N, E]`.
  private func sumOverPixels(_ gradients: [Tensor?]) throws -> (sums: Tensor, extra: Tensor?) {
    let sums = input.zeros([input.count, 16])
    let extra = input.extra.map { input.zeros($0.shape) }
    if let buckets = images.buckets {
      try sumByGaussian(gradients, buckets, into: sums)
    } else {
      try sumByPixel(gradients, into: sums, extra)
    }
    return (sums, extra)
  }

  private func sumByPixel(_ gradients: [Tensor?], into sums: Tensor, _ extra: Tensor?) throws {
    try launcher.launch(
      "compositeBackward", blocks: input.view.tiles, threads: KernelImages.tilePixels,
      [
        .structure(input.view), .int32(input.extras), .int32(sumsAbsolutes ? 1 : 0), .tensor(tiles.starts),
        .tensor(tiles.entries), .tensor(projection.splats), .optional(input.extra),
        .tensor(images.transmittance), .tensor(images.used), .optional(gradients[0]), .optional(gradients[1]),
        .optional(gradients[2]), .optional(gradients.count > 3 ? gradients[3] : nil), .tensor(sums),
        .optional(extra),
      ])
  }

  private func sumByGaussian(
    _ gradients: [Tensor?], _ buckets: KernelImages.Buckets, into sums: Tensor
  ) throws {
    let count = buckets.tiles.count
    // A warp a bucket.
    try launcher.launch(
      "compositeBackwardByGaussian", over: count * 32, threads: KernelProjection.blockSize, .int32(count),
      .structure(input.view), .int32(sumsAbsolutes ? 1 : 0), .tensor(tiles.starts), .tensor(tiles.entries),
      .tensor(projection.splats), .tensor(buckets.tiles), .tensor(buckets.states), .tensor(images.color),
      .tensor(images.depth), .tensor(images.transmittance), .tensor(images.used), .optional(gradients[0]),
      .optional(gradients[1]), .optional(gradients[2]), .tensor(sums))
  }
}
