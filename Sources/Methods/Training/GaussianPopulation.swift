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
  /// Further parameters `[N, ...]` with one row a Gaussian, by their full names in the method's groups.
  public let companions: [(name: String, parameter: Parameter)]
  /// The iterations, counted from 0, in which the rule is at work; it counts from the first of them.
  public let steps: Range<Int>

  /// Puts a population together.
  public init(
    layer: String, model: GaussianModel, prefix: String, extent: Double, density: any DensityControl,
    companions: [(name: String, parameter: Parameter)] = [], steps: Range<Int> = 0..<Int.max
  ) {
    self.layer = layer
    self.model = model
    self.prefix = prefix
    self.extent = extent
    self.density = density
    self.companions = companions
    self.steps = steps
  }

  /// Every parameter with one row a Gaussian, by its name in the method's groups.
  var parameters: [(name: String, parameter: Parameter)] {
    model.namedParameters().map { (prefix + $0.name, $0.parameter) } + companions
  }

  /// Takes note of a rendering that shows these Gaussians; `iteration` counts from 1.
  func observe(_ outcome: StepOutcome, iteration: Int) {
    guard steps.contains(iteration - 1), density.observes(at: iteration - steps.lowerBound),
      let rows = outcome.rows(of: self)
    else { return }
    density.accumulate(outcome.rendering, camera: outcome.camera, rows: rows, batchSize: 1)
  }

  /// Changes the Gaussians after the optimiser's step `iteration`, counted from 1.
  func update(iteration: Int, optimizer: Adam, generator: RandomGenerator) -> DensityChange {
    guard steps.contains(iteration - 1) else { return DensityChange() }
    return density.update(
      OptimizedGaussians(model, optimizer: optimizer, prefix: prefix, companions: companions),
      iteration: iteration - steps.lowerBound, sceneExtent: extent, generator: generator)
  }
}
