import Splatting
import Tensors

/// Gaussians of one layer that density control adds to and takes from while they are trained.
public struct GaussianPopulation {
  /// The layer's name.
  public let layer: String
  /// The Gaussians.
  public let model: GaussianModel
  /// What the names of the model's parameters begin with in the method's groups.
  public let prefix: String
  /// The length to which sizes are relative, metres.
  public let extent: Double
  /// The rule.
  public let density: any DensityControl

  /// Puts a population together.
  public init(
    layer: String, model: GaussianModel, prefix: String, extent: Double, density: any DensityControl
  ) {
    self.layer = layer
    self.model = model
    self.prefix = prefix
    self.extent = extent
    self.density = density
  }

  /// Takes note of a rendering of these Gaussians alone; `iteration` counts from 1.
  func observe(_ outcome: StepOutcome, iteration: Int) {
    guard density.observes(at: iteration) else { return }
    density.accumulate(outcome.rendering, camera: outcome.camera)
  }

  /// Changes the Gaussians after the optimiser's step `iteration`, counted from 1.
  func update(iteration: Int, optimizer: Adam, generator: RandomGenerator) -> DensityChange {
    density.update(
      OptimizedGaussians(model, optimizer: optimizer, prefix: prefix), iteration: iteration,
      sceneExtent: extent, generator: generator)
  }
}
