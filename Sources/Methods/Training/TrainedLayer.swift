import Splatting
import Tensors

/// The Gaussians of one layer as training starts: how they are optimised, and how they come and go.
struct TrainedLayer {
  /// The Gaussians.
  let model: GaussianModel
  /// The groups of the model's parameters.
  let parameterGroups: [ParameterGroup]
  /// The layer's Gaussians under density control.
  let population: GaussianPopulation

  /// One Gaussian a point.
  ///
  /// - Parameters:
  ///   - layer: the layer's name.
  ///   - points: centres and colours, world frame, metres.
  ///   - degree: of the harmonics that are learnt.
  ///   - rates: how fast the Gaussians change.
  ///   - density: how they come and go, in the iterations `steps`, from whose first it counts.
  ///   - extent: the length to which sizes are relative, metres.
  ///   - lengthScale: what the rate of centres is multiplied by; absent, `extent`.
  ///   - prefix: what the names of the parameters begin with.
  /// - Throws: ``GaussianInitializationError`` for an empty cloud or one that is not finite.
  init(
    _ layer: String, points: PointCloud, degree: Int, rates: GaussianLearningRates,
    density: DensityConfiguration, extent: Double, lengthScale: Double? = nil, prefix: String = "gaussians.",
    steps: Range<Int> = 0..<Int.max
  ) throws {
    let model = try GaussianModel(points, degree: degree, density: density)
    self.init(
      layer, model: model, rates: rates, density: density, extent: extent, lengthScale: lengthScale,
      prefix: prefix, steps: steps)
  }

  /// The Gaussians of `model`; `companions` are further parameters with a row for each, by their full names.
  init(
    _ layer: String, model: GaussianModel, rates: GaussianLearningRates, density: DensityConfiguration,
    extent: Double, lengthScale: Double? = nil, prefix: String = "gaussians.",
    companions: [(name: String, parameter: Parameter)] = [], steps: Range<Int> = 0..<Int.max
  ) {
    self.model = model
    parameterGroups = rates.groups(of: model, prefix: prefix, extent: lengthScale ?? extent)
    population = GaussianPopulation(
      layer: layer, model: model, prefix: prefix, extent: extent, density: density.makeControl(),
      companions: companions, steps: steps)
  }
}
