import Captures
import Splatting
import Tensors

/// Gaussians that do not move.
///
/// Kerbl et al. 2023, "3D Gaussian Splatting for Real-Time Radiance Field Rendering".
public final class Static3D: Method {
  /// The name on the command line.
  public static let name = "static"
  /// What the method is.
  public static let summary = "3D Gaussian Splatting (Kerbl et al. 2023) of a scene at rest"
  /// The kind of its layer.
  public static var layerTypes: [any SceneLayer.Type] { [StaticLayer.self] }

  /// The settings.
  public let configuration: Static3DConfiguration
  /// How each parameter is optimised.
  public let parameterGroups: [ParameterGroup]
  /// The layers whose Gaussians come and go.
  public let populations: [GaussianPopulation]
  private let gaussians: GaussianModel
  /// The colour behind everything.
  public let backgroundColor: SIMD3<Float>

  /// Starts from the capture's points, or from points found in its images.
  public init(
    _ configuration: Static3DConfiguration, capture: TrainingCapture, generator: RandomGenerator
  ) throws {
    try configuration.validate()
    self.configuration = configuration
    let points = capture.initialPoints(count: configuration.sampledPoints, generator: generator)
    let layer = try TrainedLayer(
      "scene", points: points, degree: configuration.harmonics.maximumDegree,
      rates: configuration.learningRates,
      density: configuration.density, extent: capture.extent(with: points))
    gaussians = layer.model
    parameterGroups = layer.parameterGroups
    populations = [layer.population]
    backgroundColor = configuration.background ?? capture.background
  }

  /// What is learnt.
  public var modules: [(name: String, module: any Module)] { [("gaussians", gaussians)] }

  /// Renders the Gaussians as they are and compares the image.
  public func step(_ context: StepContext) throws -> StepOutcome {
    let degree = configuration.harmonics.degree(at: context.iteration)
    let rendering = try context.rasterizer.render(
      gaussians.gaussians(degree: degree), camera: context.frame.camera)
    let loss = try context.frame.photometricLoss(
      of: rendering, background: backgroundColor, ssimWeight: configuration.ssimWeight)
    return StepOutcome(
      terms: [LossTerm(layer: "scene", name: "photometric", value: loss)], rendering: rendering,
      camera: context.frame.camera)
  }

  /// One layer, `scene`.
  public func layers(iteration: Int) -> [any SceneLayer] {
    [
      StaticLayer(
        name: "scene", model: gaussians, degree: configuration.harmonics.degree(at: iteration))
    ]
  }
}
