import Captures
import Fields
import Splatting
import Tensors

/// Gaussians in a canonical space, moved by one network.
///
/// Yang et al. 2024, "Deformable 3D Gaussians for
/// High-Fidelity Monocular Dynamic Scene Reconstruction".
public final class Deformable3D: Method {
  /// The name on the command line.
  public static let name = "deformable"
  /// What the method is.
  public static let summary = "Deformable 3D Gaussians (Yang et al. 2024): one network moves all Gaussians"
  /// The kind of its layer.
  public static var layerTypes: [any SceneLayer.Type] { [DeformableLayer.self] }

  /// The settings.
  public let configuration: Deformable3DConfiguration
  /// How each parameter is optimised.
  public let parameterGroups: [ParameterGroup]
  /// The layers whose Gaussians come and go.
  public let populations: [GaussianPopulation]
  private let model: DeformableModel
  /// The colour behind everything.
  public let backgroundColor: SIMD3<Float>
  /// The time between two frames.
  private let frameInterval: Double

  /// Starts from the capture's points, or from points found in its images.
  public init(
    _ configuration: Deformable3DConfiguration, capture: TrainingCapture, generator: RandomGenerator
  ) throws {
    try configuration.validate()
    self.configuration = configuration
    let points = capture.initialPoints(count: configuration.sampledPoints, generator: generator)
    let layer = try TrainedLayer(
      "scene", points: points, degree: configuration.harmonics.maximumDegree,
      rates: configuration.learningRates,
      density: configuration.density, extent: capture.extent(with: points),
      lengthScale: configuration.spatialScale)
    let network = DeformationNetwork(configuration.network, generator: generator)
    parameterGroups =
      layer.parameterGroups
      + [
        ParameterGroup(
          name: "network",
          parameters: network.namedParameters().map { ("network." + $0.name, $0.parameter) },
          learningRate: configuration.networkLearningRate)
      ]
    populations = [layer.population]
    model = DeformableModel(
      gaussians: layer.model, network: network, offsetsActivatedScales: configuration.offsetsActivatedScales)
    backgroundColor = configuration.background ?? capture.background
    frameInterval = 1 / Double(capture.frames.count)
  }

  /// What is learnt.
  public var modules: [(name: String, module: any Module)] {
    [("gaussians", model.gaussians), ("network", model.network)]
  }

  /// Moves the Gaussians to the frame's time, with annealed noise, renders them and compares the image.
  public func step(_ context: StepContext) throws -> StepOutcome {
    let degree = configuration.harmonics.degree(at: context.iteration)
    let gaussians =
      context.iteration < configuration.warmUp
      ? model.gaussians.gaussians(degree: degree)
      : model.gaussians(at: noisyTime(context), degree: degree)
    let rendering = try context.rasterizer.render(gaussians, camera: context.frame.camera)
    let loss = try context.frame.photometricLoss(
      of: rendering, background: backgroundColor, ssimWeight: configuration.ssimWeight)
    return StepOutcome(
      terms: [LossTerm(layer: "scene", name: "photometric", value: loss)], rendering: rendering,
      camera: context.frame.camera)
  }

  /// The frame's time with annealed noise.
  ///
  /// Eq. 6: t + N(0, 1) Δt β(i), of Δt the time between frames.
  private func noisyTime(_ context: StepContext) -> Double {
    guard let noise = configuration.timeNoise else { return context.frame.time }
    let draw = Tensor.randomNormal([1], generator: context.generator).item()
    return context.frame.time + draw * frameInterval * noise.value(at: context.iteration)
  }

  /// One layer, `scene`.
  public func layers(iteration: Int) throws -> [any SceneLayer] {
    [
      try DeformableLayer(
        name: "scene",
        details: DeformableLayer.Details(
          degree: configuration.harmonics.degree(at: iteration),
          network: DeformableLayer.Configuration(
            network: configuration.network, offsetsActivatedScales: configuration.offsetsActivatedScales)),
        state: model.state().mapValues { $0.copied() })
    ]
  }
}
