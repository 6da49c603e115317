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

  private static let prefix = "gaussians."

  /// Starts from the capture's points, or from points found in its images.
  public init(
    _ configuration: Deformable3DConfiguration, frames: [TrainingFrame], points: PointCloud,
    generator: RandomGenerator
  ) throws {
    try configuration.validate()
    self.configuration = configuration
    let points = InitialPoints.points(
      of: points, count: configuration.sampledPoints, frames: frames, generator: generator)
    let extent = SceneExtent(cameras: frames.map(\.camera), points: points).radius
    let gaussians = try GaussianModel(
      points, degree: configuration.harmonics.maximumDegree, density: configuration.density)
    let network = DeformationNetwork(configuration.network, generator: generator)
    let scale = configuration.spatialScale ?? extent
    parameterGroups =
      configuration.learningRates.groups(of: gaussians, prefix: Self.prefix, extent: scale)
      + [
        ParameterGroup(
          name: "network",
          parameters: network.namedParameters().map { ("network." + $0.name, $0.parameter) },
          learningRate: configuration.networkLearningRate)
      ]
    populations = [
      GaussianPopulation(
        layer: "scene", model: gaussians, prefix: Self.prefix, extent: extent,
        density: configuration.density.makeControl())
    ]
    model = DeformableModel(
      gaussians: gaussians, network: network, offsetsActivatedScales: configuration.offsetsActivatedScales)
    backgroundColor = configuration.background ?? frames.first?.background ?? .zero
    frameInterval = 1 / Double(frames.count)
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
    let loss = context.frame.photometricLoss(
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
        name: "scene", degree: configuration.harmonics.degree(at: iteration),
        configuration: DeformableLayer.Configuration(
          network: configuration.network, offsetsActivatedScales: configuration.offsetsActivatedScales),
        state: model.state().mapValues { $0.copied() })
    ]
  }
}
