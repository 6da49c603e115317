import Images

/// What the renderer saw through one camera.
public struct RenderedView: Sendable {
  /// Colours, coded in sRGB; three channels.
  public var image: Image
  /// Labels of the surfaces at the pixels' centres; 0 where there is none.
  public var labels: LabelImage
  /// Depth along the camera's axis at the pixels' centres in metres; 0 where there is no surface.
  public var depth: DepthImage
}
