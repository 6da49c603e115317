import Tensors

/// Draws Gaussians and takes gradients back, on the CPU.
///
/// Results are the same bit for bit on every run and for any number of threads. Working memory is kept
/// between calls. One rasteriser may be used from several threads at once.
///
/// A Gaussian is not drawn whose opacity is below 1/255, whose z is below the near plane, whose ellipse of
/// opacity 1/255 misses the image, or which is so large that its area on screen, squared, nears single
/// precision's largest number.
public final class CPURasterizer: Sendable {
  /// Threads that work at once.
  public let threads: Int
  /// Whether ``Rendering/screen`` has the sums of absolute values, which cost a tenth of the backward pass.
  public let sumsAbsolutes: Bool
  private let loop: ParallelLoop
  private let pool = WorkspacePool()

  /// A rasteriser for `threads` threads, at least 1; `sumsAbsolutes` is for density control by absolute gradients.
  public init(threads: Int, sumsAbsolutes: Bool = true) {
    require(threads > 0, "a rasteriser needs a thread")
    self.threads = threads
    self.sumsAbsolutes = sumsAbsolutes
    loop = ParallelLoop(threads: threads)
  }

  /// Draws `gaussians` as `camera` sees them into `image`, all of which is overwritten.
  ///
  /// - Returns: what ``backward(_:_:from:into:)`` needs.
  /// - Throws: ``RasterizerError``; the image is then undefined.
  public func forward(
    _ gaussians: CPUGaussians, camera: RasterizerCamera, into image: CPURasterImage
  ) throws(RasterizerError) -> CPURasterization {
    guard camera.isUsable else { throw .badCamera }
    try image.check(gaussians, camera)
    let workspace = pool.take()
    do throws(RasterizerError) {
      try ProjectionStage(gaussians, camera, workspace, radii: image.radii).run(loop)
    } catch {
      pool.giveBack(workspace)
      throw error
    }
    let grid = TileGrid(width: camera.width, height: camera.height)
    let drawn = DepthSort(workspace: workspace, loop: loop).run(gaussians.count)
    TileBinning(grid: grid, workspace: workspace, loop: loop).run(drawn, of: gaussians.count)
    compose(gaussians, grid, workspace, image)
    return CPURasterization(
      camera: camera, gaussians: gaussians, drawn: drawn, workspace: workspace, pool: pool)
  }

  private func compose(
    _ gaussians: CPUGaussians, _ grid: TileGrid, _ workspace: RasterizerWorkspace, _ image: CPURasterImage
  ) {
    let planes = Planes(gaussians)
    let scratch = TileCompositor.scratchSize(planes: planes.count)
    workspace.scratch.reserve(threads * scratch)
    workspace.transmittance.reserve(grid.count * 16)
    workspace.last.reserve(grid.count * 16)
    let compositor = TileCompositor(grid: grid, workspace: workspace, planes: planes, image: image)
    loop(grid.count) { worker, tile in
      compositor.compose(tile, scratch: workspace.scratch.pointer + worker * scratch)
    }
  }

  /// Takes the loss' gradient with respect to the image back to the Gaussians and the camera's pose.
  ///
  /// - Parameters:
  ///   - rasterization: the forward pass' result. Calls for the same one must follow each other.
  ///   - gaussians: the forward pass' input, unchanged.
  ///   - upstream: the loss' gradient with respect to the image.
  ///   - target: where the Gaussians' gradients go; all of it is overwritten.
  /// - Returns: the gradient by `worldToCamera`, `[3, 4]` by rows, its twelve numbers taken as independent.
  /// - Throws: ``RasterizerError/wrongCount(_:count:expected:)``.
  public func backward(
    _ rasterization: CPURasterization, _ gaussians: CPUGaussians, from upstream: CPUImageGradients,
    into target: CPUGaussianGradients
  ) throws(RasterizerError) -> [Float] {
    let (camera, workspace) = (rasterization.camera, rasterization.workspace)
    guard gaussians.count == rasterization.count else {
      throw .wrongCount("Gaussians", count: gaussians.count, expected: rasterization.count)
    }
    guard gaussians.channels == rasterization.channels else {
      throw .wrongCount("channels", count: gaussians.channels, expected: rasterization.channels)
    }
    try upstream.check(camera, channels: gaussians.channels)
    try target.check(count: gaussians.count, channels: gaussians.channels)
    let grid = TileGrid(width: camera.width, height: camera.height)
    let planes = Planes(gaussians)
    let slot = GradientSlot(planes: planes.count)
    let scratch = max(
      BackwardScratch.size(planes: planes.count), GradientStage.scratchSize(planes: planes.count))
    workspace.scratch.reserve(threads * scratch)
    workspace.slots.reserve(workspace.tileStarts.pointer[grid.count] * slot.vectors)
    let backpropagator = TileBackpropagator(
      grid: grid, workspace: workspace, planes: planes, gradients: upstream,
      wantsAbsolute: target.absoluteScreen != nil)
    loop(grid.count) { worker, tile in
      backpropagator.propagate(tile, scratch: workspace.scratch.pointer + worker * scratch)
    }
    return GradientStage(gaussians, camera, workspace, target).run(loop, scratchStride: scratch)
  }
}
