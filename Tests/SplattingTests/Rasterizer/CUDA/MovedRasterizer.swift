import Splatting
import Tensors

/// Renders on another device what lies on the processor, and brings back what comes out; gradients go both ways.
struct MovedRasterizer: Rasterizer {
  let device: Device
  /// Why there is none is told by every rendering.
  let rasterizer: Result<any Rasterizer, any Error>

  func render(_ gaussians: Gaussians, camera: Camera, pose: Tensor?, nearPlane: Double) throws -> Rendering {
    var rendering = try rasterizer.get().render(
      gaussians.map { $0.to(device) }, camera: camera, pose: pose?.to(device), nearPlane: nearPlane)
    let screen = rendering.screen
    rendering.color = rendering.color.to(.cpu)
    rendering.depth = rendering.depth.to(.cpu)
    rendering.alpha = rendering.alpha.to(.cpu)
    rendering.extra = rendering.extra?.to(.cpu)
    rendering.radii = rendering.radii.to(.cpu)
    rendering.screen = ScreenGradients {
      screen.mean.map { (mean: $0.to(.cpu), absolute: screen.absolute?.to(.cpu)) }
    }
    return rendering
  }
}
