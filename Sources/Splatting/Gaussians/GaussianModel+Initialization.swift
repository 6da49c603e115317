import Foundation
import Tensors

extension GaussianModel {
  /// One round Gaussian a point, as far as its neighbours.
  ///
  /// The scale is the root mean square distance to the three nearest points; Kerbl et al. 2023, section 5.1.
  /// - Parameters:
  ///   - cloud: centres and colours.
  ///   - degree: of the harmonics, 0...3; those above 0 start at zero.
  ///   - opacity: of every Gaussian, between 0 and 1.
  ///   - scaleFactor: multiplies the scales.
  /// - Throws: ``GaussianInitializationError`` for an empty cloud or one that is not finite.
  public convenience init(
    _ cloud: PointCloud, degree: Int = 3, opacity: Double = 0.1, scaleFactor: Double = 1
  ) throws {
    require((0...3).contains(degree), "harmonics have a degree of 0...3")
    require(opacity > 0 && opacity < 1 && scaleFactor > 0, "opacity and scale are inside their ranges")
    try cloud.checkUsable()
    let count = cloud.positions.count
    let spacings = NearestNeighbors(cloud.positions).nearestOthers(3).rootMeanSquareDistances()
    let scales = (spacings.isEmpty ? [0] : spacings).map {
      log(max($0, Self.leastSpacing) * Float(scaleFactor))
    }
    self.init(
      means: Tensor(cloud.positions.flatMap { [$0.x, $0.y, $0.z] }, shape: [count, 3]),
      rotations: Tensor([Float](arrayLiteral: 1, 0, 0, 0)).repeated([count, 1]),
      logScales: Tensor(scales, shape: [count, 1]).repeated([1, 3]),
      opacityLogits: .full([count], log(opacity / (1 - opacity))),
      baseHarmonics: (Tensor(cloud.colors.flatMap { [$0.x, $0.y, $0.z] }, shape: [count, 1, 3]) - 0.5)
        / SphericalHarmonics.Factor.degree0,
      higherHarmonics: .zeros([count, (degree + 1) * (degree + 1) - 1, 3]))
  }

  /// The spacing taken for points in one place, and for a single point: the root of 1e-7, the field's bound.
  private static let leastSpacing: Float = 3.1622777e-4
}

extension PointCloud {
  fileprivate func checkUsable() throws(GaussianInitializationError) {
    guard !positions.isEmpty else { throw .empty }
    for index in positions.indices {
      let sum = positions[index] + colors[index]
      if (sum - sum) != .zero { throw .notFinite(index: index) }
    }
  }
}
