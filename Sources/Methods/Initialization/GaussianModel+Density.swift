import Splatting

extension GaussianModel {
  /// One Gaussian a point, as opaque and large as the rule by which Gaussians come and go wants them at the start.
  /// - Throws: ``GaussianInitializationError`` for an empty cloud or one that is not finite.
  convenience init(_ cloud: PointCloud, degree: Int, density: DensityConfiguration) throws {
    try self.init(
      cloud, degree: degree, opacity: density.initialOpacity, scaleFactor: density.initialScaleFactor)
  }
}
