import Synchronization

/// Workspaces that no rasterisation holds, kept so that the next one need not allocate.
final class WorkspacePool: Sendable {
  private let free = Mutex<[RasterizerWorkspace]>([])

  /// A free workspace, or a new one.
  func take() -> RasterizerWorkspace { free.withLock { $0.popLast() } ?? RasterizerWorkspace() }

  /// Makes `workspace` free.
  func giveBack(_ workspace: RasterizerWorkspace) { free.withLock { $0.append(workspace) } }
}
