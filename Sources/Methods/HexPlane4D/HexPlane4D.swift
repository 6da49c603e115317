import Captures
import Fields
import Splatting
import Tensors

/// Gaussians in a canonical space, moved by features that are kept on planes of space and time.
///
/// Wu et al. 2024, "4D Gaussian Splatting for Real-Time Dynamic Scene Rendering". A coarse stage learns the Gaussians at
/// rest, a fine stage all together.
public final class HexPlane4D: Method {
  /// The name on the command line.
  public static let name = "hexplane"
  /// What the method is.
  public static let summary = "4D Gaussian Splatting (Wu et al. 2024): planes of features move all Gaussians"
  /// The kind of its layer.
  public static var layerTypes: [any SceneLayer.Type] { [HexPlaneLayer.self] }

  /// The settings.
  public let configuration: HexPlane4DConfiguration
  /// How each parameter is optimised.
  public let parameterGroups: [ParameterGroup]
  /// The layers whose Gaussians come and go.
  public let populations: [GaussianPopulation]
  /// The colour behind everything.
  public let backgroundColor: SIMD3<Float>
  private let model: HexPlaneModel
  private let bounds: HexPlane.Bounds

  /// Starts from the capture's points, or from points found in its images; the planes cover their box.
  public init(
    _ configuration: HexPlane4DConfiguration, capture: TrainingCapture, generator: RandomGenerator
  ) throws {
    try configuration.validate()
    self.configuration = configuration
    let points = capture.initialPoints(count: configuration.sampledPoints, generator: generator)
    let extent = capture.extent(with: points)
    let coarse = configuration.coarseIterations
    var rates = configuration.learningRates
    rates.means = .sequence(first: rates.means, iterations: coarse, second: rates.means)
    let layer = try TrainedLayer(
      "scene", points: points, degree: configuration.harmonics.maximumDegree, rates: rates,
      density: configuration.density, extent: extent)
    bounds = HexPlane.Bounds(around: points)
    let deformation = HexPlaneDeformation(configuration.deformation, bounds: bounds, generator: generator)
    func group(_ name: String, _ rate: Schedule, isOurs: (String) -> Bool) -> ParameterGroup {
      ParameterGroup(
        name: name,
        parameters: deformation.namedParameters().filter { isOurs($0.name) }
          .map { ("deformation." + $0.name, $0.parameter) },
        learningRate: .sequence(first: .constant(0), iterations: coarse, second: rate.scaled(by: extent)))
    }
    parameterGroups =
      layer.parameterGroups + [
        group("planes", configuration.gridLearningRate) { $0.hasPrefix("grid.") },
        group("network", configuration.networkLearningRate) { !$0.hasPrefix("grid.") },
      ]
    populations = [layer.population]
    model = HexPlaneModel(gaussians: layer.model, deformation: deformation)
    backgroundColor = configuration.background ?? capture.background
  }

  /// What is learnt.
  public var modules: [(name: String, module: any Module)] {
    [("gaussians", model.gaussians), ("deformation", model.deformation)]
  }

  /// Starts the optimiser anew with the fine stage.
  public func prepare(iteration: Int, optimizer: Adam, generator: RandomGenerator) {
    if iteration == configuration.coarseIterations { optimizer.forgetMoments() }
  }

  /// Renders the frame, in the fine stage with the Gaussians moved to its time, and compares the image.
  public func step(_ context: StepContext) throws -> StepOutcome {
    let degree = configuration.harmonics.degree(at: context.iteration)
    let isFine = context.iteration >= configuration.coarseIterations
    let gaussians =
      isFine
      ? model.gaussians(at: context.frame.time, degree: degree) : model.gaussians.gaussians(degree: degree)
    let rendering = try context.rasterizer.render(gaussians, camera: context.frame.camera)
    let loss = try context.frame.photometricLoss(
      of: rendering, background: backgroundColor, ssimWeight: configuration.ssimWeight)
    let photometric = LossTerm(layer: "scene", name: "photometric", value: loss)
    return StepOutcome(
      terms: [photometric] + (isFine ? regularization : []), rendering: rendering,
      camera: context.frame.camera)
  }

  /// What keeps the planes smooth.
  private var regularization: [LossTerm] {
    let grid = model.deformation.grid
    let terms: [(String, Double, () -> Tensor)] = [
      (
        "variation", configuration.variationWeight,
        { grid.totalVariation(asPublished: self.configuration.variesAlongOneAxis) }
      ),
      ("roughness", configuration.roughnessWeight, { grid.timeRoughness }),
      ("activity", configuration.activityWeight, { grid.timeActivity }),
    ]
    return terms.filter { $0.1 > 0 }.map { LossTerm(layer: "scene", name: $0.0, value: $0.2(), weight: $0.1) }
  }

  /// One layer, `scene`.
  public func layers(iteration: Int) throws -> [any SceneLayer] {
    guard iteration > configuration.coarseIterations else {
      // Nothing has moved yet, nor does it between the frames.
      return [
        StaticLayer(
          name: "scene", model: model.gaussians, degree: configuration.harmonics.degree(at: iteration))
      ]
    }
    let details = HexPlaneLayer.Details(
      degree: configuration.harmonics.degree(at: iteration), deformation: configuration.deformation,
      bounds: bounds)
    return [
      try HexPlaneLayer(name: "scene", details: details, state: model.state().mapValues { $0.copied() })
    ]
  }
}

extension HexPlane.Bounds {
  /// The box of `points`, of which there is at least one.
  init(around points: PointCloud) {
    let first = points.positions.first ?? .zero
    self.init(
      low: points.positions.reduce(first) { pointwiseMin($0, $1) },
      high: points.positions.reduce(first) { pointwiseMax($0, $1) })
  }
}
