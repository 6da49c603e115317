import Captures
import Hands
import Splatting
import Tensors

/// How a capture becomes a scene: a model, its losses and its schedule.
///
/// The loop around it is ``Trainer``.
public protocol Method: AnyObject {
  /// The method's settings.
  associatedtype Configuration: MethodConfiguration

  /// The name on the command line and in files.
  static var name: String { get }
  /// One line that says what the method is and where it was published.
  static var summary: String { get }

  /// Makes the model that training starts from.
  /// - Parameters:
  ///   - capture: what to learn from.
  ///   - generator: the only source of randomness.
  /// - Throws: ``FileError`` or another one-line error if the capture does not suit the method.
  init(_ configuration: Configuration, capture: TrainingCapture, generator: RandomGenerator) throws

  /// The kinds of layers that its scenes have, which ``LayerCatalog`` reads from files.
  static var layerTypes: [any SceneLayer.Type] { get }

  /// The settings.
  var configuration: Configuration { get }
  /// What is learnt, by a name that is unique among the method's parts.
  var modules: [(name: String, module: any Module)] { get }
  /// How each parameter is optimised.
  var parameterGroups: [ParameterGroup] { get }
  /// The layers whose Gaussians come and go, and by what rule.
  var populations: [GaussianPopulation] { get }

  /// Changes what is learnt, or the optimiser, where a new phase begins; called before every step, also before the first
  /// after a resumption. By default nothing changes.
  /// - Parameter iteration: of the step that follows, counted from 0.
  func prepare(iteration: Int, optimizer: Adam, generator: RandomGenerator)

  /// Renders one frame and says how well it fits.
  /// - Throws: ``RasterizerError`` if the model holds values that are not finite.
  func step(_ context: StepContext) throws -> StepOutcome

  /// A copy of the layers as they are after `iteration` steps.
  func layers(iteration: Int) throws -> [any SceneLayer]

  /// The tracked hands as training has refined them, rows at `times` (0...1), world frame; by default none.
  func hands(at times: [Double]) -> [HandTrack]

  /// The colour behind everything.
  var backgroundColor: SIMD3<Float> { get }
}

extension Method {
  /// No hands.
  public func hands(at times: [Double]) -> [HandTrack] { [] }

  /// Puts what is learnt on `device`, where the frames have to be too that it learns from.
  ///
  /// A method is made on the processor; what it keeps besides its modules follows them by itself.
  public func move(to device: Device) {
    for (_, module) in modules { module.move(to: device) }
  }

  /// Changes nothing.
  public func prepare(iteration: Int, optimizer: Adam, generator: RandomGenerator) {}
}

/// Parameters with a common learning rate.
public struct ParameterGroup {
  /// Names the group in logs.
  public var name: String
  /// The parameters, by names that are unique over all groups of the method.
  public var parameters: [(name: String, parameter: Parameter)]
  /// The learning rate over the iterations.
  public var learningRate: Schedule
  /// Adam's epsilon.
  public var epsilon: Double

  /// Puts a group together.
  public init(
    name: String, parameters: [(name: String, parameter: Parameter)], learningRate: Schedule,
    epsilon: Double = 1e-15
  ) {
    self.name = name
    self.parameters = parameters
    self.learningRate = learningRate
    self.epsilon = epsilon
  }
}

/// What a step is given.
public struct StepContext {
  /// Counted from 0.
  public var iteration: Int
  /// The frame to fit.
  public var frame: TrainingFrame
  /// What renders.
  public var rasterizer: any Rasterizer
  /// The only source of randomness.
  public var generator: RandomGenerator
}

/// A part of a step's loss.
public struct LossTerm {
  /// The layer whose part it is.
  public var layer: String
  /// What it measures.
  public var name: String
  /// Its value, a tensor of one element.
  public var value: Tensor
  /// What it counts for in the sum.
  public var weight: Double

  /// Puts a term together.
  public init(layer: String, name: String, value: Tensor, weight: Double = 1) {
    self.layer = layer
    self.name = name
    self.value = value
    self.weight = weight
  }
}

/// What a step gives: how well it fits and what it rendered.
public struct StepOutcome {
  /// The parts of the loss.
  public var terms: [LossTerm]
  /// What was rendered.
  public var rendering: Rendering
  /// From where.
  public var camera: Camera
  /// Which of the rendered Gaussians are a layer's, by its name; absent where the method's only population was
  /// rendered alone.
  ///
  /// A layer that was not rendered has none.
  public var rows: [String: Range<Int>]?
  /// Whether the rendering is meant to look like the whole recorded image, and not like a part of it.
  public var showsAll: Bool

  /// Puts an outcome together.
  public init(
    terms: [LossTerm], rendering: Rendering, camera: Camera, rows: [String: Range<Int>]? = nil,
    showsAll: Bool = true
  ) {
    self.terms = terms
    self.rendering = rendering
    self.camera = camera
    self.rows = rows
    self.showsAll = showsAll
  }

  /// Which of the rendered Gaussians are those of `population`; none where it was not rendered.
  func rows(of population: GaussianPopulation) -> Range<Int>? {
    guard let rows else { return 0..<rendering.radii.count }
    return rows[population.layer]
  }
}
