/// What one tile adds to one Gaussian's gradients: ``vectors`` vectors of sixteen sums over the tile's
/// pixels.
///
/// With g the gradient with respect to -sigma: the first vector holds the sums of g, g dx, g dy, g dx^2, g dx
/// dy, g dy^2, |g d(-sigma)/dx|, |g d(-sigma)/dy| (these two in base-2 logarithms), then those of the first
/// four planes; further vectors hold those of the planes after, sixteen each.
struct GradientSlot {
  let planes: Int

  /// Vectors a slot.
  var vectors: Int { 1 + (planes - 4 + 15) / 16 }

  /// Where in a slot the sum of `plane` is.
  @inline(__always) func position(_ plane: Int) -> Int { plane < 4 ? 8 + plane : 12 + plane }
}
