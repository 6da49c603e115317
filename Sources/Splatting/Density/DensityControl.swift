import Tensors

/// A strategy that adds, removes and moves Gaussians while they are trained.
///
/// A training step calls, in this order: backward; ``accumulate(_:camera:rows:batchSize:)`` for each
/// rendering, if ``observes(at:)`` says so; the optimiser's step;
/// ``update(_:iteration:sceneExtent:generator:)``. Iterations count the optimiser's steps, from 1.
public protocol DensityControl: AnyObject {
  /// Whether ``accumulate(_:camera:rows:batchSize:)`` is of any use at `iteration`.
  func observes(at iteration: Int) -> Bool

  /// Takes note of one rendering after backward has run through it.
  ///
  /// - Parameters:
  ///   - camera: what it was rendered with.
  ///   - rows: which of the Gaussians that were rendered together are those under control.
  ///   - batchSize: the number of renderings over which the loss is a mean.
  func accumulate(_ rendering: Rendering, camera: Camera, rows: Range<Int>, batchSize: Int)

  /// Changes the Gaussians if it is time to; their gradients are forgotten where rows change.
  ///
  /// - Parameters:
  ///   - iteration: the optimiser's steps so far, this one included.
  ///   - sceneExtent: the radius of the space that the cameras are in, metres, to which sizes are relative.
  /// - Returns: what has changed.
  func update(
    _ gaussians: OptimizedGaussians, iteration: Int, sceneExtent: Double, generator: RandomGenerator
  ) -> DensityChange

  /// What the strategy adds to the loss, if anything; a tensor of no dimensions.
  func regularization(of model: GaussianModel) -> Tensor?

  /// What was noted since the last change, for checkpoints.
  func state() -> [String: Tensor]

  /// Takes over what ``state()`` gave of `count` Gaussians.
  /// - Throws: `TensorError` if a tensor of it is missing or not of so many.
  func load(_ state: [String: Tensor], count: Int) throws
}

extension DensityControl {
  /// Takes note of one rendering of these Gaussians alone, whose loss was not averaged with others.
  public func accumulate(_ rendering: Rendering, camera: Camera) {
    accumulate(rendering, camera: camera, rows: 0..<rendering.radii.count, batchSize: 1)
  }
}
