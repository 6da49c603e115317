/// The constants that every rasteriser shares; the values are gsplat's.
public enum RasterizerConstants {
  /// Added to both variances of a Gaussian on screen, in square pixels, so that none is thinner than a pixel.
  public static let blur = 0.3
  /// A contribution below this opacity is left out.
  public static let minimumAlpha = 1.0 / 255
  /// The opacity of one contribution is capped at this value.
  public static let maximumAlpha = 0.99
  /// A pixel is finished before the contribution that would take its transmittance to this value or below.
  public static let minimumTransmittance = 1e-4
  /// Half the side of a Gaussian's box on screen, in standard deviations.
  ///
  /// At `sqrt(2 ln(255 o))` standard deviations, 3.329 for the largest opacity o = 1, a contribution falls
  /// below ``minimumAlpha``. The box therefore never cuts what the opacity test keeps, and an implementation
  /// may use either limit, or none.
  public static let extent = 3.33
  /// Gaussians nearer to the camera's plane than this are not drawn, in the world's unit.
  public static let nearPlane = 0.01
  /// How far outside the image, in halves of its field of view, the slopes x/z and y/z may lie in the
  /// projection's derivative.
  public static let slopeMargin = 0.3
  /// Gaussians are not drawn whose covariance on screen has this determinant or a larger one, in pixels to
  /// the fourth power: beyond it single precision overflows.
  public static let maximumDeterminant = 1e37
}
