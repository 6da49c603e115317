import Hands
import Splatting
import Tensors

/// What was reconstructed: layers that render together from any camera at any time.
public struct Scene: Sendable {
  /// What is known of how a scene was made.
  public struct Origin: Sendable, Equatable, Codable {
    /// The method's name.
    public var method: String
    /// The capture's name.
    public var capture: String
    /// How its frames were divided.
    public var split: String
    /// By how much its images were shrunk.
    public var downscale: Double
    /// How many iterations the method ran.
    public var iterations: Int
    /// The seed of its random numbers.
    public var seed: UInt64

    /// Puts an origin together.
    public init(
      method: String, capture: String, split: String, downscale: Double, iterations: Int, seed: UInt64
    ) {
      self.method = method
      self.capture = capture
      self.split = split
      self.downscale = downscale
      self.iterations = iterations
      self.seed = seed
    }
  }

  /// How the scene was made.
  public var origin: Origin
  /// The layers, in no order.
  public var layers: [any SceneLayer]
  /// The colour behind everything, red, green, blue in 0...1.
  public var background: SIMD3<Float>
  /// The views that the capture had, by time.
  public var views: [SceneView]
  /// The hands as the method has refined them, world frame, metres: a row each frame of the capture, in its order, and at
  /// most one a side; empty where the method refines none.
  public var hands: [HandTrack]

  /// Puts a scene together.
  public init(
    origin: Origin, layers: [any SceneLayer], background: SIMD3<Float>, views: [SceneView],
    hands: [HandTrack] = []
  ) {
    self.origin = origin
    self.layers = layers
    self.background = background
    self.views = views
    self.hands = hands
  }

  /// The scene with all layers on `device`.
  ///
  /// A scene is read, and comes out of training, on the processor.
  /// - Throws: what ``SceneLayer/moved(to:)`` throws.
  public func moved(to device: Device) throws -> Scene {
    var scene = self
    scene.layers = try layers.map { try $0.moved(to: device) }
    return scene
  }

  /// All Gaussians at `time` in 0...1, of the named layers or of all.
  public func gaussians(at time: Double, layers names: Set<String>? = nil) -> Gaussians {
    withoutGradients {
      .concatenated(layers.filter { names?.contains($0.name) ?? true }.map { $0.gaussians(at: time) })
    }
  }
}
