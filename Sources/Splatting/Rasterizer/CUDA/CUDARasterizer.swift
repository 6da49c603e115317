import CUDA
import Tensors

/// Draws Gaussians and takes gradients back by CUDA kernels.
///
/// The arithmetic is the CPU rasteriser's. Sums over pixels are added up by atomics, in an order that differs from run to
/// run, and so do the last digits of gradients.
public struct CUDARasterizer: Rasterizer {
  /// How the backward pass goes through pixels and Gaussians; which is faster depends on the GPU and the scene.
  public enum BackwardPass: Sendable {
    /// A thread a pixel, last Gaussian first; a warp adds up its pixels before it adds to memory.
    case byPixel
    /// A thread a Gaussian of a tile, all pixels past it. The forward pass notes 20 bytes for each pixel and 32 Gaussians.
    /// Further channels have no room in it: with them it is the other.
    case byGaussian
  }

  /// How the backward pass goes through pixels and Gaussians.
  public let backward: BackwardPass
  /// Whether ``Rendering/screen`` has the sums of absolute values.
  public let sumsAbsolutes: Bool
  private let launcher: any KernelLauncher

  /// A rasteriser that runs its kernels by `launcher`; `sumsAbsolutes` is for density control by absolute gradients.
  public init(_ launcher: any KernelLauncher, backward: BackwardPass = .byPixel, sumsAbsolutes: Bool = true) {
    self.launcher = launcher
    self.backward = backward
    self.sumsAbsolutes = sumsAbsolutes
  }

  /// Renders `gaussians` as ``Rasterizer/render(_:camera:pose:nearPlane:)`` says.
  ///
  /// All tensors are float32 on the launcher's device; contiguous ones are read without a copy, and must not be written to
  /// until backward has run.
  public func render(
    _ gaussians: Gaussians, camera: Camera, pose: Tensor?, nearPlane: Double
  ) throws -> Rendering {
    try gaussians.validate(camera: camera, pose: pose, nearPlane: nearPlane)
    let means = gaussians.means
    guard means.dtype == .float32, means.device == launcher.device else {
      throw RasterizerError.wrongTensor(
        "means", found: "\(means.dtype) on \(means.device)", expected: "float32 on \(launcher.device)")
    }
    let pose = pose ?? camera.worldToCamera.matrix(device: launcher.device)
    let view = KernelView(camera, nearPlane: nearPlane)
    let screen = ScreenGradientStore()
    var radii: Tensor?
    let inputs =
      [
        gaussians.means, gaussians.rotations, gaussians.scales, gaussians.opacities, gaussians.harmonics,
        pose,
      ]
      + (gaussians.extra.map { [$0] } ?? [])
    let isLearnt = Tensor.recordsGradients && inputs.contains(where: \.requiresGradient)
    let notesBuckets = isLearnt && backward == .byGaussian && gaussians.extra == nil
    let images = try CustomFunction.apply("rasteriser", inputs: inputs) {
      let input = KernelInput(gaussians, pose: pose, view: view)
      let projection = try KernelProjection(input, on: launcher)
      let tiles = try KernelTiles(input, projection, on: launcher) { try gaussians.requireFinite() }
      let images = try KernelImages(input, projection, tiles, notesBuckets: notesBuckets, on: launcher)
      let backward = KernelBackward(
        input: input, projection: projection, tiles: tiles, images: images, sumsAbsolutes: sumsAbsolutes,
        launcher: launcher)
      radii = projection.radii
      let outputs = [images.color, images.depth, images.alpha] + (images.extra.map { [$0] } ?? [])
      return (outputs, { try backward.run($0, screen: screen) })
    }
    return Rendering(
      color: images[0], depth: images[1], alpha: images[2], extra: gaussians.extra == nil ? nil : images[3],
      // Set by the closure, which has run.
      radii: radii!, screen: ScreenGradients { screen.values.withLock { $0 } })
  }
}
