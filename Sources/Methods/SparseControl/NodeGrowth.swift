/// When, in the second stage of ``SparseControl``, nodes come and go once.
///
/// The adaptive control points of Huang et al. 2024.
public struct NodeGrowth: Codable, Sendable, Equatable {
  /// The iteration of the second stage.
  public var iteration = 10_000
  /// Nodes are added where the gradient of the Gaussians that they move is more than so many times its mean.
  public var gradientRatio = 2.0

  /// The published time; the ratio is ours.
  public init() {}

  func validate() throws {
    try Settings.require("nodeGrowth.iteration", iteration, atLeast: 0)
    try Settings.require("nodeGrowth.gradientRatio", gradientRatio, atLeast: 0)
  }
}
