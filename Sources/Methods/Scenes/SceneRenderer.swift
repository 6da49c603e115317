import Images
import Splatting
import Tensors

/// Renders scenes to images.
public struct SceneRenderer: Sendable {
  /// A rendered view.
  public struct View: Sendable {
    /// Colours over the scene's background, in 0...1.
    public var image: Image
    /// Mean depth in metres; 0 where less than half of the pixel is covered.
    public var depth: DepthImage
    /// Coverage in 0...1, one channel.
    public var alpha: Image
  }

  private let rasterizer: any Rasterizer
  private let device: Device

  /// Renders with `rasterizer`, which wants its Gaussians on `device`.
  public init(rasterizer: any Rasterizer, device: Device = .cpu) {
    self.rasterizer = rasterizer
    self.device = device
  }

  /// Renders with `compute`.
  ///
  /// A scene that is elsewhere is brought to its device anew for each picture: see ``Scene/moved(to:)``.
  public init(_ compute: ComputeResources) {
    self.init(rasterizer: compute.rasterizer(), device: compute.device)
  }

  /// Renders the named layers of `scene` (all by default) as `camera` sees them at `time` in 0...1.
  /// - Throws: ``RasterizerError`` if the scene holds values that are not finite.
  public func render(
    _ scene: Scene, camera: Camera, time: Double, layers: Set<String>? = nil
  ) throws -> View {
    try withTensorErrors {
      try withoutGradients {
        try view(of: scene.gaussians(at: time, layers: layers), scene.background, camera)
      }
    }
  }

  /// Renders `gaussians` as `camera` sees them over the colour `background`.
  /// - Throws: ``RasterizerError`` for values that are not finite.
  public func render(
    _ gaussians: Gaussians, over background: SIMD3<Float>, camera: Camera
  ) throws -> View {
    try withTensorErrors {
      try withoutGradients { try view(of: gaussians, background, camera) }
    }
  }

  private func view(of gaussians: Gaussians, _ background: SIMD3<Float>, _ camera: Camera) throws -> View {
    let rendering = try rasterizer.render(gaussians.to(device), camera: camera)
    let color = rendering.composited(over: background)
    let covered = rendering.alpha .> 0.5
    let depth = covered.choose(
      rendering.depth / rendering.alpha.clamped(min: 1e-6), else: rendering.depth * 0)
    return View(
      image: grid(color.clamped(min: 0, max: 1), channels: 3, camera),
      depth: grid(depth, channels: 1, camera),
      alpha: grid(rendering.alpha, channels: 1, camera))
  }

  private func grid(_ tensor: Tensor, channels: Int, _ camera: Camera) -> PixelGrid<Float> {
    PixelGrid(width: camera.width, height: camera.height, channels: channels, values: tensor.floats())
  }
}
