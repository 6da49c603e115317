/// What the forward pass leaves for the backward pass.
///
/// It holds working memory until it is released.
public final class CPURasterization: Sendable {
  /// The camera of the forward pass.
  public let camera: RasterizerCamera
  /// Gaussians of the forward pass, N.
  public let count: Int
  /// Features a Gaussian, C.
  public let channels: Int
  /// How many Gaussians are drawn.
  public let drawn: Int

  let workspace: RasterizerWorkspace
  private let pool: WorkspacePool

  init(
    camera: RasterizerCamera, gaussians: CPUGaussians, drawn: Int, workspace: RasterizerWorkspace,
    pool: WorkspacePool
  ) {
    self.camera = camera
    count = gaussians.count
    channels = gaussians.channels
    self.drawn = drawn
    self.workspace = workspace
    self.pool = pool
  }

  deinit { pool.giveBack(workspace) }
}
