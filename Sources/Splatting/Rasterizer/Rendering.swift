import Tensors

/// What a rasteriser makes of Gaussians.
public struct Rendering: Sendable {
  /// Blended colours `[H, W, 3]` before any background.
  public var color: Tensor
  /// Blended distances along the camera's axis `[H, W]`: divide by ``alpha`` for the mean depth, in metres.
  public var depth: Tensor
  /// How much of each pixel is covered `[H, W]`, 0...1.
  public var alpha: Tensor
  /// The blended extra channels `[H, W, E]`, if the Gaussians had any.
  public var extra: Tensor?
  /// How far each Gaussian reaches on the screen in pixels `[N]`, float; 0 where it is not seen.
  public var radii: Tensor
  /// Gradients on the screen, once backward has run.
  public var screen: ScreenGradients

  /// Puts a rendering together.
  public init(
    color: Tensor, depth: Tensor, alpha: Tensor, extra: Tensor?, radii: Tensor, screen: ScreenGradients
  ) {
    self.color = color
    self.depth = depth
    self.alpha = alpha
    self.extra = extra
    self.radii = radii
    self.screen = screen
  }

  /// The colours over a background `[3]` or `[H, W, 3]`.
  public func composited(over background: Tensor) -> Tensor {
    color + (1 - alpha).unsqueezed(-1) * background
  }

  /// The colours over one colour behind all.
  public func composited(over background: SIMD3<Float>) -> Tensor {
    composited(over: Tensor([background.x, background.y, background.z], device: color.device))
  }
}

/// The gradients of the loss by each Gaussian's position on the screen, which density control lives on.
public final class ScreenGradients: @unchecked Sendable {
  // Written once, by the backward pass that the reader has waited for.
  private var values: (() -> (mean: Tensor, absolute: Tensor?)?)

  /// Asks `values` when the gradients are read; it gives none before backward has run.
  public init(_ values: @escaping () -> (mean: Tensor, absolute: Tensor?)?) { self.values = values }

  /// By pixel, `[N, 2]`; none before backward has run.
  public var mean: Tensor? { values()?.mean }

  /// The sum of the absolute values of all pixels' shares, `[N, 2]`; none before backward has run.
  public var absolute: Tensor? { values()?.absolute }
}
