import Foundation
import Tensors

/// What control nodes have besides their places: how far each reaches, how much it counts, and learnt coordinates that
/// keep points apart which are near one another and yet move differently.
///
/// "SC-GS: Sparse-Controlled Gaussian Splatting for Editable Dynamic Scenes" (Huang, Sun and others, 2024).
public final class NodeAttributes: Module {
  /// Logarithms of the radii, metres, `[M]`.
  @Parameter public var logRadii: Tensor
  /// Before the sigmoid, `[M]`.
  @Parameter public var weightLogits: Tensor
  /// Learnt coordinates that are joined to the places, `[M, H]`.
  @Parameter public var hyperCoordinates: Tensor

  /// Takes values over; shapes as the properties say.
  public init(logRadii: Tensor, weightLogits: Tensor, hyperCoordinates: Tensor) {
    _logRadii = Parameter(logRadii)
    _weightLogits = Parameter(weightLogits)
    _hyperCoordinates = Parameter(hyperCoordinates)
  }

  /// Nodes that reach `radius` metres, of weight 0.5, with hyper-coordinates of a hundredth, as published.
  public convenience init(count: Int, radius: Double, hyperDimensions: Int) {
    self.init(
      logRadii: .full([count], log(radius)), weightLogits: .zeros([count]),
      hyperCoordinates: .full([count, hyperDimensions], Self.initialCoordinate))
  }

  /// What all hyper-coordinates of nodes start with; those of Gaussians start with its negative.
  public static let initialCoordinate = 0.01
}
