import CUDA
import Tensors

/// Gaussians on the screen, as the kernels leave them.
struct KernelProjection {
  /// Threads of a block of the kernels that take a Gaussian or a pair a thread.
  static let blockSize = 256

  /// A `Splat` of `Types.cuh` each, `[N, 16]`; undefined where a Gaussian is not drawn.
  let splats: Tensor
  /// What they are sorted by `[N]`.
  let depths: Tensor
  /// Tiles that each reaches, int32 `[N]`.
  let tileCounts: Tensor
  /// `[N]`.
  let radii: Tensor
  /// Whether any input is not finite: int32 `[1]`, 0 or 1.
  let doubts: Tensor

  init(_ input: KernelInput, on launcher: any KernelLauncher) throws {
    let count = input.count
    splats = input.empty([count, 16])
    depths = input.empty([count])
    tileCounts = input.empty([count], .int32)
    radii = input.empty([count])
    doubts = input.zeros([1], .int32)
    try launcher.launch(
      "projectGaussians", over: count, threads: Self.blockSize, .int32(count), .structure(input.view),
      .tensor(input.pose), .tensor(input.means), .tensor(input.rotations), .tensor(input.scales),
      .tensor(input.opacities), .tensor(splats), .tensor(depths), .tensor(tileCounts), .tensor(radii),
      .tensor(doubts))
    try launcher.launch(
      "evaluateHarmonics", over: count, threads: Self.blockSize, .int32(count), .int32(input.degree),
      .int32(input.terms), .tensor(input.pose), .tensor(input.means), .tensor(input.harmonics),
      .tensor(splats),
      .tensor(doubts))
    guard let extra = input.extra else { return }
    try launcher.launch(
      "checkValues", over: extra.count, threads: Self.blockSize, .int64(extra.count), .tensor(extra),
      .tensor(doubts))
  }
}
